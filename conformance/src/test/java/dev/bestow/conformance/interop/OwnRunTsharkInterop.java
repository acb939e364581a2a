package dev.bestow.conformance.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bestow.conformance.CoapPcap;
import dev.bestow.conformance.DiameterDissection;
import dev.bestow.conformance.EapAkaPeers;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// tshark reads each message of an AKA run over the user plane, CoAP and EAP-AKA, as we mean it, and finds none
/// malformed, two options aside that it does not know.
class OwnRunTsharkInterop {
    /// Echo of RFC 9175 and No-Response of RFC 7967 are younger than what Wireshark 4.0 knows of CoAP.
    private static final Predicate<String> NOT_KNOWN =
            Pattern.compile("(,?Invalid Option Number (252|258))+").asMatchPredicate();

    @TempDir private Path folder;

    @BeforeAll
    static void tsharkIsHere() throws InterruptedException {
        boolean available = DiameterDissection.available();
        if (!available && !Boolean.getBoolean("interop.required")) {
            System.err.println(
                    "SKIPPED, no tshark: nobody but ourselves has read our CoAP and EAP");
        }
        assertThat(available || !Boolean.getBoolean("interop.required"))
                .as("tshark is required and is not installed")
                .isTrue();
        assumeTrue(available, "no tshark on this machine");
    }

    private static List<String> dissect(CoapPcap pcap, String name, String... fields)
            throws IOException, InterruptedException {
        Path file = Path.of("target", "interop", name + ".pcap");
        pcap.writeTo(file);
        var command =
                new ArrayList<>(List.of("tshark", "-n", "-r", file.toString(), "-T", "fields"));
        for (String field : fields) {
            command.addAll(List.of("-e", field));
        }
        Process tshark =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        String output = new String(tshark.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(tshark.waitFor()).isZero();
        return output.lines().map(String::stripTrailing).toList();
    }

    @Test
    void everyMessageIsReadAsItIsMeant() throws IOException, InterruptedException {
        try (var peers = new EapAkaPeers(folder)) {
            CoapPcap pcap = peers.captured();
            assertThat(dissect(pcap, "own-run", "_ws.expert.message"))
                    .allMatch(complaint -> complaint.isEmpty() || NOT_KNOWN.test(complaint));
            assertThat(dissect(pcap, "own-run", "coap.code"))
                    .filteredOn(code -> !code.isEmpty())
                    .containsExactly("2", "129", "2", "2", "65", "2", "65", "2", "68");
            assertThat(dissect(pcap, "own-run", "eap.code", "eap.type", "eap.aka.subtype"))
                    .filteredOn(line -> !line.isEmpty())
                    .containsExactly("1\t1", "2\t1", "1\t23\t1", "2\t23\t1", "3");
        }
    }

    /// The check can fail.
    @Test
    void aCorruptedMessageIsFlagged() throws IOException, InterruptedException {
        var pcap = new CoapPcap();
        pcap.coap(true, new byte[] {0x40, 2, 0, 1, (byte) 0xb5, 1});
        assertThat(dissect(pcap, "own-run-corrupted", "_ws.expert.message"))
                .noneMatch(complaint -> complaint.isEmpty() || NOT_KNOWN.test(complaint));
    }
}
