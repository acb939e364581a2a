package dev.bestow.conformance;

import dev.bestow.keys.Direction;
import dev.bestow.wire.nas.NasCodec;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// Asks tshark, for each message and each identifier there can be, whether it knows an optional element of that
/// identifier and where it thinks it ends. Nobody's table is needed for that: behind the bare message stands the
/// identifier and one of two fillings, whose second octets would be different lengths.
public final class NasElementProbe {
    /// As TLV the element has 2 octets, as TLV-E 8.
    private static final byte[] SHORT = {0, 0, 5};

    /// As TLV the element has 5 octets, as TLV-E more than there are.
    private static final byte[] LONG = {0, 3, 0x11};

    private static final int FILLED_OCTETS = 43;

    private record Probe(String message, int identifier, int offset) {}

    private final NasPcap pcap = new NasPcap();
    private final List<Probe> probes = new ArrayList<>();

    /// Every probe of `bare`, a message without optional elements.
    public void add(byte[] bare) {
        String message = NasCodec.decode(bare, Direction.UPLINK).name();
        boolean session = (bare[0] & 0x0f) == 2;
        int offset = bare.length + (session ? 6 : 0);
        for (int identifier = 1; identifier <= 0xf0; identifier += identifier < 0x80 ? 1 : 0x10) {
            for (byte[] filling : List.of(SHORT, LONG)) {
                byte[] pdu = Arrays.copyOf(bare, bare.length + FILLED_OCTETS);
                Arrays.fill(pdu, bare.length + filling.length, pdu.length, (byte) 0x11);
                System.arraycopy(filling, 0, pdu, bare.length, filling.length);
                pdu[bare.length] = (byte) identifier;
                pcap.add(pdu);
                probes.add(new Probe(message, identifier, offset));
            }
        }
    }

    /// What tshark knows, one line for each element: message, identifier in hex, format.
    public SortedSet<String> known(Path file) throws IOException, InterruptedException {
        pcap.writeTo(file);
        List<Integer> sizes = sizes(file);
        SortedSet<String> known = new TreeSet<>();
        for (int i = 0; i < probes.size(); i += 2) {
            String format = format(sizes.get(i), sizes.get(i + 1));
            if (format != null) {
                Probe probe = probes.get(i);
                known.add("%s %02x %s".formatted(probe.message(), probe.identifier(), format));
            }
        }
        return known;
    }

    /// @param size of the element with the short filling, 0 if tshark does not know it
    private static @Nullable String format(int size, int sizeOfLong) {
        if (size == 0) {
            return null;
        }
        if (size == sizeOfLong) {
            return "TV " + size;
        }
        return switch (size) {
            case 2 -> "TLV";
            case 8 -> "TLV-E";
            default -> "unclear, " + size + " and " + sizeOfLong;
        };
    }

    private List<Integer> sizes(Path file) throws IOException, InterruptedException {
        Process tshark =
                new ProcessBuilder(NasDissection.command(file, "-T", "pdml", "-J", "nas-eps"))
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        List<Integer> sizes = new ArrayList<>();
        try (InputStream pdml = tshark.getInputStream()) {
            XMLStreamReader in = XMLInputFactory.newFactory().createXMLStreamReader(pdml);
            while (in.hasNext()) {
                if (in.next() == XMLStreamConstants.START_ELEMENT) {
                    read(in, sizes);
                }
            }
        } catch (XMLStreamException e) {
            throw new IOException(e);
        }
        if (tshark.waitFor() != 0 || sizes.size() != probes.size()) {
            throw new IOException(
                    "tshark read " + sizes.size() + " of " + probes.size() + " in " + file);
        }
        return sizes.stream().map(size -> Math.max(size, 0)).toList();
    }

    /// -1 for a packet of which nothing was seen at its offset yet.
    private void read(XMLStreamReader in, List<Integer> sizes) {
        if (in.getLocalName().equals("packet")) {
            sizes.add(-1);
            return;
        }
        boolean first =
                in.getLocalName().equals("field")
                        && sizes.getLast() < 0
                        && in.getAttributeValue(null, "hide") == null
                        && Integer.toString(probes.get(sizes.size() - 1).offset())
                                .equals(in.getAttributeValue(null, "pos"));
        if (first) {
            // What is no element is one field over all that is left.
            int size = Integer.parseInt(in.getAttributeValue(null, "size"));
            sizes.set(sizes.size() - 1, size == FILLED_OCTETS ? 0 : size);
        }
    }
}
