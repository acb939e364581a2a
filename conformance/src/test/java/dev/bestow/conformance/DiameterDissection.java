package dev.bestow.conformance;

import dev.bestow.core.Octets;

import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;

/// What tshark makes of the Diameter in a capture: an independent reading of our octets, against the
/// dictionaries Wireshark ships.
///
/// @param messages every Diameter message, in the order of the capture
public record DiameterDissection(List<Message> messages) {
    /// @param packet number of the packet it came in, from 1
    /// @param command name and code, as tshark prints them
    /// @param avps every AVP tshark reached, groups included
    /// @param experts what it had to say against the message; empty when it is content
    /// @param malformed it gave the message up
    public record Message(
            int packet,
            String command,
            String application,
            boolean request,
            List<Avp> avps,
            List<Expert> experts,
            boolean malformed) {}

    /// @param name from Wireshark's dictionary, `Unknown` when it has none
    /// @param vendor 0 for an AVP of the base protocol
    /// @param octets of the whole AVP, header first, without padding
    public record Avp(int code, String name, long vendor, Octets octets) {}

    /// @param avp the AVP it is about, or null when it is about the message
    /// @param quoted inside a Failed-AVP, where a bad AVP is shown to the peer that sent it
    public record Expert(String text, @Nullable Avp avp, boolean quoted) {}

    /// Runs tshark on `pcap`. Port 3868 is Diameter's by default; `decodeAs` adds others.
    public static DiameterDissection of(Path pcap, int... decodeAs)
            throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of("tshark", "-n", "-r", pcap.toString(), "-T", "pdml"));
        for (int port : decodeAs) {
            command.addAll(List.of("-d", "tcp.port==" + port + ",diameter"));
        }
        Process tshark =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        List<Message> messages;
        try (InputStream pdml = tshark.getInputStream()) {
            messages = read(pdml);
        }
        int status = tshark.waitFor();
        if (status != 0) {
            throw new IOException("tshark ended with status " + status + " on " + pcap);
        }
        return new DiameterDissection(messages);
    }

    /// What tshark has against the capture, a line each, for our rule "nothing malformed, nothing unknown
    /// but AVPs of our own vendor". One complaint more is none: the example of a missing AVP in Failed-AVP
    /// has the least data its type needs (RFC 6733 clause 7.1.5), which for text is none.
    public List<String> complaints(long ownVendor) {
        List<String> complaints = new ArrayList<>();
        for (Message message : messages) {
            String where = "packet " + message.packet() + ", " + message.command() + ": ";
            if (message.malformed()) {
                complaints.add(where + "malformed");
            }
            for (Expert expert : message.experts()) {
                Avp avp = expert.avp();
                boolean ours =
                        avp != null
                                && avp.vendor() == ownVendor
                                && expert.text().matches(".*Unknown (AVP|Vendor).*");
                boolean example = expert.quoted() && expert.text().endsWith("Data is empty");
                if (!ours && !example) {
                    complaints.add(where + expert.text());
                }
            }
        }
        return complaints;
    }

    /// Whether this machine has a tshark at all.
    public static boolean available() throws InterruptedException {
        try {
            return new ProcessBuilder("tshark", "--version")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException absent) {
            return false;
        }
    }

    private static List<Message> read(InputStream pdml) throws IOException {
        List<Message> messages = new ArrayList<>();
        try {
            NodeList packets =
                    DocumentBuilderFactory.newInstance()
                            .newDocumentBuilder()
                            .parse(pdml)
                            .getElementsByTagName("packet");
            for (int i = 0; i < packets.getLength(); i++) {
                readPacket(i + 1, (Element) packets.item(i), messages);
            }
        } catch (SAXException | ParserConfigurationException e) {
            throw new IOException("tshark's PDML is no XML", e);
        }
        return List.copyOf(messages);
    }

    private static void readPacket(int number, Element packet, List<Message> messages) {
        boolean malformed = false;
        List<Element> protocols = children(packet, "proto");
        for (Element protocol : protocols) {
            malformed |= protocol.getAttribute("name").equals("_ws.malformed");
        }
        for (Element protocol : protocols) {
            if (protocol.getAttribute("name").equals("diameter")) {
                messages.add(readMessage(number, protocol, malformed));
            }
        }
    }

    private static Message readMessage(int number, Element protocol, boolean packetMalformed) {
        List<Avp> avps = new ArrayList<>();
        List<Expert> experts = new ArrayList<>();
        boolean malformed = packetMalformed;
        String command = "";
        String application = "";
        boolean request = false;
        NodeList fields = protocol.getElementsByTagName("*");
        for (int i = 0; i < fields.getLength(); i++) {
            Element field = (Element) fields.item(i);
            switch (field.getAttribute("name")) {
                case "diameter.cmd.code" -> command = label(field);
                case "diameter.applicationId" -> application = label(field);
                case "diameter.flags.request" ->
                        request = field.getAttribute("show").matches("1|True");
                case "diameter.avp" -> avps.add(readAvp(field));
                case "_ws.expert" -> experts.add(readExpert(field));
                case "_ws.malformed" -> malformed = true;
                default -> {
                    // Values: our own tests compare those.
                }
            }
        }
        return new Message(
                number,
                command,
                application,
                request,
                List.copyOf(avps),
                List.copyOf(experts),
                malformed);
    }

    private static Avp readAvp(Element field) {
        int code = 0;
        String name = "";
        long vendor = 0;
        for (Element child : children(field, "field")) {
            switch (child.getAttribute("name")) {
                case "diameter.avp.code" -> {
                    code = Integer.parseInt(child.getAttribute("show"));
                    name = label(child).replaceFirst("^\\d+ ", "");
                }
                case "diameter.avp.vendorId" -> vendor = Long.parseLong(child.getAttribute("show"));
                default -> {
                    // Length, flags, value.
                }
            }
        }
        return new Avp(code, name, vendor, Octets.parseHex("AVP", field.getAttribute("value")));
    }

    private static Expert readExpert(Element field) {
        String text = field.getAttribute("showname");
        Avp avp = null;
        boolean quoted = false;
        for (var at = field.getParentNode();
                at instanceof Element element;
                at = element.getParentNode()) {
            if (element.getAttribute("name").equals("diameter.avp")) {
                Avp container = readAvp(element);
                quoted |= container.name().equals("Failed-AVP");
                avp = avp == null ? container : avp;
            }
        }
        return new Expert(text, avp, quoted);
    }

    private static String label(Element field) {
        return field.getAttribute("showname").replaceFirst("^[^:]*: ", "");
    }

    private static List<Element> children(Element parent, String tag) {
        List<Element> children = new ArrayList<>();
        for (var at = parent.getFirstChild(); at != null; at = at.getNextSibling()) {
            if (at instanceof Element element && element.getTagName().equals(tag)) {
                children.add(element);
            }
        }
        return children;
    }
}
