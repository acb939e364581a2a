package dev.bestow.session.esp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import static java.util.Objects.requireNonNull;

import dev.bestow.core.Octets;
import dev.bestow.core.Secret;
import dev.bestow.keys.EspKey;
import dev.bestow.session.ua.Plaintext;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// scapy (Debian: python3-scapy, python3-cryptography) opens our packets and seals some for us, with extended sequence
/// numbers and without; and keys that a script derives of a session's octets open all of the session.
class EspScapyInterop {
    private static final String PYTHON = "/usr/bin/python3";
    private static final Path SCRIPT = Path.of("src", "test", "resources", "esp", "judge.py");
    private static final int SPI = 0x7001_0203;

    /// An IPv4 packet with a UDP datagram of 4 octets.
    private static final Octets IP =
            Octets.parseHex(
                    "IP",
                    "4500002000010000401100000a000001"
                            + "0a000002"
                            + "4e204e21000c0000"
                            + "deadbeef");

    @BeforeAll
    static void scapyIsHere() throws IOException, InterruptedException {
        boolean available = available();
        if (Boolean.getBoolean("interop.required")) {
            assertThat(available).as("scapy, required by -Dinterop.required=true").isTrue();
        }
        assumeTrue(available, "SKIPPED: no scapy on this machine, so nobody else has seen ESP");
    }

    private static boolean available() throws IOException, InterruptedException {
        if (!Files.isExecutable(Path.of(PYTHON))) {
            return false;
        }
        String imports = "import scapy.layers.ipsec, cryptography.hazmat.primitives.ciphers.aead";
        Process python =
                new ProcessBuilder(PYTHON, "-c", imports)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        return python.waitFor(60, TimeUnit.SECONDS) && python.exitValue() == 0;
    }

    /// One answer for each line.
    private static List<String> judged(List<String> lines) throws IOException {
        Process python =
                new ProcessBuilder(PYTHON, SCRIPT.toString())
                        .redirectError(ProcessBuilder.Redirect.to(new File("/dev/null")))
                        .start();
        try {
            try (var in = python.outputWriter(StandardCharsets.US_ASCII)) {
                for (String line : lines) {
                    in.write(line);
                    in.newLine();
                }
            }
            List<String> answers = python.inputReader(StandardCharsets.US_ASCII).lines().toList();
            assertThat(answers).as("answers of scapy").hasSameSizeAs(lines);
            return answers;
        } finally {
            python.destroy();
        }
    }

    private static EspKey key() {
        byte[] octets = new byte[EspKey.OCTETS];
        for (int i = 0; i < octets.length; i++) {
            octets[i] = (byte) (i + 1);
        }
        return new EspKey(Secret.taking(octets));
    }

    private static String hex(EspKey key) {
        return key.octets().use(octets -> Octets.copyOf(octets).hex());
    }

    private static String high(boolean extended, long number) {
        return extended ? Long.toString(number >>> 32) : "-";
    }

    @ParameterizedTest
    @CsvSource({
        "true, true, 1",
        "true, true, 4294967296",
        "true, true, 77309411333",
        "true, false, 1",
        "true, false, 4294967295",
        "false, true, 77309411333",
        "false, false, 7"
    })
    void scapyOpensWhatWeSeal(boolean encrypted, boolean extended, long number) throws IOException {
        EspKey key = key();
        var profile = new EspProfile(encrypted, extended);
        List<String> questions = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        try (var outbound = new OutboundAssociation(SPI, profile, key, number - 1)) {
            for (int octets = 0; octets < 9; octets++) {
                byte[] payload = new byte[octets];
                var inner = new InnerPacket(InnerPacket.OCTETS, Plaintext.copyOf(payload));
                byte[] packet = requireNonNull(outbound.seal(0, inner), "it is not over");
                questions.add(
                        "%s %s %s %s"
                                .formatted(
                                        encrypted ? "open" : "gmac",
                                        hex(key),
                                        high(extended, number + octets),
                                        Octets.copyOf(packet).hex()));
                expected.add("253 " + "00".repeat(octets));
                if (!extended && number + octets == 0xffff_ffffL) {
                    break;
                }
            }
        }
        assertThat(judged(questions)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "true, 1",
        "true, 4294967295",
        "true, 77309411333",
        "false, 1",
        "false, 4294967295"
    })
    void weOpenWhatScapySeals(boolean extended, long number) throws IOException {
        EspKey key = key();
        String question =
                "seal %s %s %d %d 0011223344556677 %s"
                        .formatted(
                                hex(key),
                                high(extended, number),
                                SPI,
                                number & 0xffff_ffffL,
                                IP.hex());
        byte[] packet = Octets.parseHex("packet", judged(List.of(question)).getFirst()).toArray();
        var profile = new EspProfile(true, extended);
        try (var inbound = new InboundAssociation(SPI, profile, key, number - 1)) {
            assertThat(inbound.open(packet, 0))
                    .isInstanceOfSatisfying(
                            InboundAssociation.Opened.Fresh.class,
                            fresh -> {
                                assertThat(fresh.inner().nextHeader()).isEqualTo(InnerPacket.IPV4);
                                byte[] inner = fresh.inner().payload().toArray();
                                assertThat(Octets.copyOf(inner).slice(28, 4).hex())
                                        .as("inside the tunnel")
                                        .isEqualTo("deadbeef");
                                assertThat(fresh.number()).isEqualTo(number);
                            });
        }
    }

    /// Both names of a key, and both forms.
    @ParameterizedTest
    @ValueSource(strings = {"rand", "guti", "gmac"})
    void keysDerivedOfTheOctetsOpenAllOfASession(String how) throws IOException {
        boolean encrypted = !"gmac".equals(how);
        EspWorld world = EspWorld.seeded(11);
        world.keys.put(EspWorld.RAND, encrypted);
        var name = "guti".equals(how) ? EspWorld.BY_GUTI : EspWorld.BY_RAND;
        PendingOpening pending =
                world.client(name, EspWorld.RAND, new EspProfile(encrypted, true))
                        .open(EspWorld.REPORT);
        byte[] opening = pending.datagram();
        byte[] answer = world.serve(opening);
        var session = ((OpeningOutcome.Begun) pending.open(answer)).session();
        byte[] up = session.seal(EspWorld.REPORT);
        byte[] down = world.serve(up);
        String leaf = EspWorld.leaf(EspWorld.RAND).octets().use(o -> Octets.copyOf(o).hex());
        String[] keys =
                judged(List.of("keys %s %s %s".formatted(leaf, hex(opening, 0), hex(answer, 0))))
                        .getFirst()
                        .split(" ", 3);
        String verb = encrypted ? "open " : "gmac ";
        List<String> opened =
                judged(
                        List.of(
                                verb + keys[0] + " 0 " + hex(opening, SetUpCodec.packetAt(name)),
                                verb + keys[2] + " 0 " + hex(answer, 25),
                                verb + keys[1] + " 0 " + hex(up, 0),
                                verb + keys[2] + " 0 " + hex(down, 0)));
        String report = "253 " + hex(EspWorld.REPORT.payload().toArray(), 0);
        String ack = "253 " + hex(EspWorld.ACK.payload().toArray(), 0);
        assertThat(opened).containsExactly(report, ack, report, ack);
    }

    private static String hex(byte[] octets, int from) {
        return Octets.copyOf(octets, from, octets.length - from).hex();
    }
}
