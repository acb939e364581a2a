package dev.bestow.bench;

import dev.bestow.core.Secret;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;

/// libcoap's server on OpenSSL (Debian: libcoap3-bin), with one PSK for everybody.
final class LibcoapServer implements AutoCloseable {
    private static final String PROGRAM = "coap-server-openssl";
    private static final long UP_MS = 1_000;

    private final Process process;
    private final InetSocketAddress address;

    private LibcoapServer(Process process, InetSocketAddress address) {
        this.process = process;
        this.address = address;
    }

    /// Takes the PSK over, which has no octet 0: it is a word of a command line.
    static LibcoapServer start(Secret psk) throws IOException, InterruptedException {
        // CoAP over DTLS has the port after that for CoAP.
        int port = freePort();
        try (psk) {
            String word = "$'\\x" + psk.use(HexFormat.ofDelimiter("\\x")::formatHex) + "'";
            Process process =
                    new ProcessBuilder(
                                    "bash",
                                    "-c",
                                    "exec %s -A 127.0.0.1 -p %d -k %s"
                                            .formatted(PROGRAM, port - 1, word))
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            if (process.waitFor(UP_MS, TimeUnit.MILLISECONDS)) {
                throw new IOException(PROGRAM + " did not start: install libcoap3-bin");
            }
            return new LibcoapServer(
                    process, new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        }
    }

    private static int freePort() throws IOException {
        try (var probe = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        }
    }

    InetSocketAddress address() {
        return address;
    }

    /// Processor time so far; the kernel counts in steps of 10 ms.
    long cpuNs() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos();
    }

    @Override
    public void close() {
        process.destroy();
    }
}
