package dev.bestow.conformance;

import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;

/// The AVPs of the dictionary Wireshark ships, of the IETF and of 3GPP.
///
/// @param avps by vendor and code, `10415/1400`
public record DiameterDictionary(Map<String, Avp> avps) {
    /// @param type as the dictionary spells it, `Grouped` for a group
    /// @param mandatory `must`, `mustnot`, or anything else where the dictionary says nothing
    public record Avp(int vendor, int code, String name, String type, String mandatory) {}

    /// Reads the one tshark uses.
    public static DiameterDictionary ofTshark() throws IOException, InterruptedException {
        return read(dataFolder().resolve("diameter").resolve("dictionary.xml"));
    }

    private static Path dataFolder() throws IOException, InterruptedException {
        Process tshark =
                new ProcessBuilder("tshark", "-G", "folders")
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        String folders = new String(tshark.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        tshark.waitFor();
        return folders.lines()
                .filter(line -> line.startsWith("Global configuration:"))
                .map(line -> Path.of(line.substring(line.indexOf(':') + 1).strip()))
                .findFirst()
                .orElseThrow(() -> new IOException("tshark does not tell its folders"));
    }

    private static DiameterDictionary read(Path file) throws IOException {
        Map<String, Avp> avps = new HashMap<>();
        NodeList elements = parsed(file).getElementsByTagName("avp");
        for (int i = 0; i < elements.getLength(); i++) {
            Element element = (Element) elements.item(i);
            int vendor =
                    switch (element.getAttribute("vendor-id")) {
                        case "TGPP" -> 10_415;
                        case "None", "" -> 0;
                        default -> -1;
                    };
            if (vendor >= 0) {
                Avp avp = avp(vendor, element);
                avps.putIfAbsent(vendor + "/" + avp.code(), avp);
            }
        }
        return new DiameterDictionary(Map.copyOf(avps));
    }

    private static Avp avp(int vendor, Element element) {
        NodeList types = element.getElementsByTagName("type");
        return new Avp(
                vendor,
                Integer.parseInt(element.getAttribute("code")),
                element.getAttribute("name"),
                types.getLength() == 0
                        ? "Grouped"
                        : ((Element) types.item(0)).getAttribute("type-name"),
                element.getAttribute("mandatory"));
    }

    private static Document parsed(Path file) throws IOException {
        try {
            var factory = DocumentBuilderFactory.newInstance();
            // The dictionary is put together of entities, a few hundred kilobytes each.
            factory.setAttribute("jdk.xml.totalEntitySizeLimit", "0");
            factory.setAttribute("jdk.xml.maxGeneralEntitySizeLimit", "0");
            return factory.newDocumentBuilder().parse(file.toFile());
        } catch (SAXException | ParserConfigurationException e) {
            throw new IOException("cannot read " + file, e);
        }
    }
}
