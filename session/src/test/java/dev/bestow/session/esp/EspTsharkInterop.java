package dev.bestow.session.esp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import static java.util.Objects.requireNonNull;

import dev.bestow.core.Octets;
import dev.bestow.core.Secret;
import dev.bestow.keys.EspKey;
import dev.bestow.session.ua.Plaintext;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// tshark decrypts ESP in UDP with the keys, checks its ICV and reads the IP packet inside. It knows no extended
/// sequence
/// numbers: those scapy judges.
class EspTsharkInterop {
    private static final int SPI = 0x1001;
    private static final int PORT = 4_500;
    private static final String INNER =
            "4500002000010000401166ca0a0000010a0000024e204e21000c0000deadbeef";

    @TempDir private Path folder;

    @BeforeAll
    static void tsharkIsHere() throws InterruptedException {
        boolean available = available();
        if (Boolean.getBoolean("interop.required")) {
            assertThat(available).as("tshark, required by -Dinterop.required=true").isTrue();
        }
        assumeTrue(available, "SKIPPED: no tshark on this machine, so nobody else has read ESP");
    }

    private static boolean available() throws InterruptedException {
        try {
            Process tshark =
                    new ProcessBuilder("tshark", "--version")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            return tshark.waitFor(60, TimeUnit.SECONDS) && tshark.exitValue() == 0;
        } catch (IOException _) {
            return false;
        }
    }

    private static EspKey key() {
        byte[] octets = new byte[EspKey.OCTETS];
        for (int i = 0; i < octets.length; i++) {
            octets[i] = (byte) (i + 1);
        }
        return new EspKey(Secret.taking(octets));
    }

    @Test
    void tsharkReadsWhatIsInside() throws IOException, InterruptedException {
        assertThat(read(key()))
                .containsExactly("0x00001001\t1\t1\tdeadbeef", "0x00001001\t2\t1\tdeadbeef");
    }

    @Test
    void withAnotherKeyItReadsNothing() throws IOException, InterruptedException {
        byte[] other = new byte[EspKey.OCTETS];
        assertThat(read(new EspKey(Secret.taking(other))))
                .hasSize(2)
                .noneMatch(line -> line.contains("\t1\tdead"));
    }

    /// SPI, number, whether the ICV is good, and innermost data of each packet.
    private List<String> read(EspKey judges) throws IOException, InterruptedException {
        Path pcap = folder.resolve("esp.pcap");
        var file = new ByteArrayOutputStream();
        file.writeBytes(
                ByteBuffer.allocate(24)
                        .putInt(0xa1b2c3d4)
                        .putShort((short) 2)
                        .putShort((short) 4)
                        .putLong(0)
                        .putInt(65_535)
                        .putInt(101)
                        .array());
        var inner = new InnerPacket(InnerPacket.IPV4, Plaintext.copyOf(octets(INNER)));
        try (var outbound = new OutboundAssociation(SPI, new EspProfile(true, false), key())) {
            for (int i = 0; i < 2; i++) {
                byte[] packet = requireNonNull(outbound.seal(0, inner), "it is not over");
                file.writeBytes(record(packet));
            }
        }
        Files.write(pcap, file.toByteArray());
        String key = judges.octets().use(octets -> Octets.copyOf(octets).hex());
        String association =
                "uat:esp_sa:\"IPv4\",\"192.0.2.1\",\"192.0.2.2\",\"0x00001001\",\"AES-GCM with 16"
                        + " octet ICV [RFC4106]\",\"0x"
                        + key
                        + "\",\"NULL\",\"\"";
        Process tshark =
                new ProcessBuilder(
                                "tshark",
                                "-n",
                                "-r",
                                pcap.toString(),
                                "-o",
                                "esp.enable_encryption_decode:TRUE",
                                "-o",
                                "esp.enable_authentication_check:TRUE",
                                "-o",
                                association,
                                "-T",
                                "fields",
                                "-e",
                                "esp.spi",
                                "-e",
                                "esp.sequence",
                                "-e",
                                "esp.icv_good",
                                "-e",
                                "data.data")
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        List<String> lines = tshark.inputReader(StandardCharsets.UTF_8).lines().toList();
        assertThat(tshark.waitFor()).isZero();
        return lines;
    }

    private static byte[] octets(String hex) {
        return Octets.parseHex("octets", hex).toArray();
    }

    /// IPv4 and UDP around it, from 192.0.2.1 to 192.0.2.2.
    private static byte[] record(byte[] packet) {
        int length = 28 + packet.length;
        return ByteBuffer.allocate(16 + length)
                .putInt(0)
                .putInt(0)
                .putInt(length)
                .putInt(length)
                .putShort((short) 0x4500)
                .putShort((short) length)
                .putInt(0)
                .putInt(0x4011_0000)
                .putInt(0xc000_0201)
                .putInt(0xc000_0202)
                .putShort((short) PORT)
                .putShort((short) PORT)
                .putShort((short) (8 + packet.length))
                .putShort((short) 0)
                .put(packet)
                .array();
    }
}
