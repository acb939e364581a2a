package dev.bestow.conformance.protection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestow.session.ua.Plaintext;
import dev.bestow.ue.NiddTransport;
import dev.bestow.ue.UaTransport;
import dev.bestow.wire.ua.NiddForm;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// What Ua costs over a PDN connection without IP, of the octets that a device gives to that connection.
class NiddBudgetTest {
    private static final Plaintext REPORT = Plaintext.of("temperature 21.4 C o");

    @TempDir private Path folder;

    private final OneEndpoint endpoint = new OneEndpoint(Form.UA_COMPACT, true);
    private final List<byte[]> up = new ArrayList<>();

    /// One subscriber's connection: its other end knows which key that one has in use.
    private UaTransport.Port connection(InetSocketAddress server, Consumer<byte[]> received) {
        return new UaTransport.Port() {
            @Override
            public void send(byte[] message) {
                up.add(message);
                received.accept(
                        endpoint.serve(NiddForm.restore(message, endpoint.key.byRand().id())));
            }

            @Override
            public void close() {}
        };
    }

    @Test
    void aFirstReportCosts17OctetsAndLaterOnes12() throws IOException, InterruptedException {
        Form.Speaker device = Form.UA_COMPACT.speaker(endpoint.key, endpoint.device);
        List<Form.Heard> heard = new ArrayList<>();
        var server = new InetSocketAddress("192.0.2.2", 1);
        try (UaTransport.Port port =
                new NiddTransport(this::connection)
                        .open(server, answer -> heard.add(device.read(answer)))) {
            for (int i = 0; i < 3; i++) {
                port.send(device.next(REPORT));
            }
        }
        assertThat(heard).hasSize(3).containsOnly(Form.Heard.TAKEN);
        assertThat(endpoint.delivered).containsExactly(REPORT, REPORT, REPORT);
        assertThat(up)
                .extracting(message -> message.length - REPORT.length())
                .containsExactly(17, 12, 12);
        Path file = folder.resolve("nidd.pcap");
        Files.write(file, pcap(up));
        Tshark.read(file, "frame.len")
                .ifPresent(lengths -> assertThat(lengths).containsExactly("37", "32", "32"));
    }

    /// Link type 147, the first for private use: a packet is a message and nothing around it.
    private static byte[] pcap(List<byte[]> messages) {
        var out = new ByteArrayOutputStream();
        ByteBuffer header = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
        header.putInt(0xa1b2c3d4).putShort((short) 2).putShort((short) 4).putLong(0);
        out.writeBytes(header.putInt(0x1_0000).putInt(147).array());
        for (byte[] message : messages) {
            ByteBuffer record = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN).putLong(0);
            out.writeBytes(record.putInt(message.length).putInt(message.length).array());
            out.writeBytes(message);
        }
        return out.toByteArray();
    }
}
