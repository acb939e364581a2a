package dev.bestow.conformance.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bestow.cli.lab.LabGateway;
import dev.bestow.conformance.DiameterDissection;
import dev.bestow.conformance.PulledJourney;
import dev.bestow.conformance.RadiusDissection;
import dev.bestow.conformance.RadiusDissection.Message;
import dev.bestow.conformance.RecordingRelay;
import dev.bestow.conformance.UdpPcap;
import dev.bestow.core.Clock;
import dev.bestow.core.Imsi;
import dev.bestow.core.Octets;
import dev.bestow.core.Secret;
import dev.bestow.hse.AccountedSessions;
import dev.bestow.hse.AccountingLimits;
import dev.bestow.hse.PdnConnection;
import dev.bestow.link.accept.Source;
import dev.bestow.link.radius.AccountingClient;
import dev.bestow.link.radius.AccountingCounts;
import dev.bestow.link.radius.AccountingServer;
import dev.bestow.wire.nas.AccessPointName;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/// FreeRADIUS's `radclient` (Debian: freeradius-utils) in the place of a packet gateway: it has its own dictionary and
/// its own check of our authenticators, and ends with 0 only when it believes an answer.
class RadclientInterop {
    private static final String SECRET = "as gateways have it";
    private static final Path CAPTURE = Path.of("target", "interop", "radclient.pcap");
    private static final Source ADDRESS = new Source(Octets.parseHex("address", "c0000207"));
    private static final PdnConnection CONNECTION =
            new PdnConnection(
                    Imsi.parse("001010000000011"),
                    new AccessPointName("iot.example"),
                    Set.of(ADDRESS, new Source(Octets.parseHex("prefix", "20010db800000007"))));

    private final WallClock clock = new WallClock();
    private final Queue<PdnConnection> fetched = new ConcurrentLinkedQueue<>();
    private final AccountedSessions sessions =
            new AccountedSessions(AccountingLimits.DEFAULT, clock, fetched::add);
    private AccountingServer server = bind();
    private final UdpPcap pcap = new UdpPcap(1813);
    private RecordingRelay relay = new RecordingRelay(server.localAddress(), pcap);

    /// The machine's, or later than that.
    private static final class WallClock implements Clock {
        private volatile long aheadNs;

        @Override
        public long nowMs() {
            return System.currentTimeMillis();
        }

        @Override
        public long nowNs() {
            return System.nanoTime() + aheadNs;
        }
    }

    @BeforeAll
    static void theToolIsThere() {
        boolean there =
                Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                        .anyMatch(folder -> new File(folder, "radclient").canExecute());
        if (!there && Boolean.getBoolean("interop.required")) {
            throw new AssertionError("radclient is not installed (Debian: freeradius-utils)");
        }
        if (!there) {
            System.err.println("SKIPPED, no radclient: no foreign gateway has talked to us");
        }
        assumeTrue(there, "radclient is not installed (Debian: freeradius-utils)");
    }

    private AccountingServer bind() {
        try {
            InetAddress loopback = InetAddress.getLoopbackAddress();
            Secret secret = Secret.taking(SECRET.getBytes(StandardCharsets.US_ASCII));
            return AccountingServer.bind(
                    new InetSocketAddress(loopback, 0),
                    List.of(new AccountingClient("radclient", loopback, secret)),
                    clock);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @BeforeEach
    void start() {
        server.start(sessions);
    }

    @AfterEach
    void close() {
        relay.close();
        server.close();
    }

    private boolean send(String secret, String status, String... more)
            throws IOException, InterruptedException {
        return sendTo(relay.port(), secret, status, more);
    }

    /// Whether radclient believes it was answered.
    private static boolean sendTo(int port, String secret, String status, String... more)
            throws IOException, InterruptedException {
        StringBuilder attributes =
                new StringBuilder(
                        """
                        Acct-Status-Type = %s
                        NAS-Identifier = "pgw1"
                        Event-Timestamp = %d
                        """
                                .formatted(status, System.currentTimeMillis() / 1_000));
        Arrays.stream(more).forEach(line -> attributes.append(line).append('\n'));
        Process radclient =
                new ProcessBuilder(
                                "radclient",
                                "-r",
                                "2",
                                "-t",
                                "1",
                                "127.0.0.1:" + port,
                                "acct",
                                secret)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        try (OutputStream in = radclient.getOutputStream()) {
            in.write(attributes.toString().getBytes(StandardCharsets.US_ASCII));
        }
        assertThat(radclient.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return radclient.exitValue() == 0;
    }

    private boolean session(String status, String... more)
            throws IOException, InterruptedException {
        String[] all = Arrays.copyOf(more, more.length + 5);
        all[more.length] = "Acct-Session-Id = \"c0000201c0de0001\"";
        all[more.length + 1] = "3GPP-IMSI = \"001010000000011\"";
        all[more.length + 2] = "Called-Station-Id = \"iot.example\"";
        all[more.length + 3] = "Framed-IP-Address = 192.0.2.7";
        all[more.length + 4] = "Framed-IPv6-Prefix = 2001:db8:0:7::/64";
        return send(SECRET, status, all);
    }

    @Test
    void aSessionFromStartToStopIsAnsweredAndKnown() throws IOException, InterruptedException {
        assertThat(send(SECRET, "Accounting-On")).isTrue();
        assertThat(session("Start", "Proxy-State = 0x6f6e65", "Proxy-State = 0x74776f")).isTrue();
        await().until(() -> !fetched.isEmpty());
        assertThat(fetched).containsExactly(CONNECTION);
        assertThat(session("Interim-Update", "3GPP-RAT-Type = 8", "3GPP-Charging-ID = 7")).isTrue();
        assertThat(sessions.at(ADDRESS)).containsExactly(CONNECTION);
        assertThat(session("Stop")).isTrue();
        assertThat(send(SECRET, "Accounting-Off")).isTrue();
        await().until(() -> server.counts().taken() == 5);
        assertThat(sessions.at(ADDRESS)).containsExactly(CONNECTION);
        clock.aheadNs = TimeUnit.MINUTES.toNanos(2);
        await().until(() -> sessions.at(ADDRESS).isEmpty());
        assertThat(fetched).hasSize(1);
        assertThat(server.counts()).isEqualTo(new AccountingCounts(5, 0, 0, 0, 0));
        judgeCapture();
    }

    /// Ten messages, five of them ours: Wireshark finds nothing malformed, and our authenticators right.
    private void judgeCapture() throws IOException, InterruptedException {
        if (!DiameterDissection.available()) {
            System.err.println("SKIPPED, no tshark: nobody looked at what radclient was told");
            return;
        }
        pcap.writeTo(CAPTURE);
        List<Message> read = RadiusDissection.of(CAPTURE, SECRET, "radius.Proxy_State").messages();
        assertThat(read)
                .filteredOn(message -> message.code().equals("5"))
                .hasSize(5)
                .allMatch(Message::authentic);
        assertThat(read).allMatch(message -> message.complaints().isEmpty());
        assertThat(read)
                .extracting(Message::code)
                .containsExactly("4", "5", "4", "5", "4", "5", "4", "5", "4", "5");
        assertThat(read.get(3).values()).containsExactly("6f6e65;74776f");
    }

    @Test
    void aRequestWithAMessageAuthenticatorIsVerifiedAndAnswered()
            throws IOException, InterruptedException {
        assertThat(session("Start", "Message-Authenticator = 0x00")).isTrue();
        await().until(() -> !fetched.isEmpty());
        assertThat(server.counts()).isEqualTo(new AccountingCounts(1, 0, 0, 0, 0));
    }

    @Test
    void withAnotherSecretItGetsNoAnswer() throws IOException, InterruptedException {
        assertThat(send("another", "Start", "Acct-Session-Id = \"1\"")).isFalse();
        assertThat(server.counts()).isEqualTo(new AccountingCounts(0, 0, 0, 2, 0));
        assertThat(sessions.counts().sessions()).isZero();
    }

    /// A start brings the key of the device at that address, and its report asks the HSS for no other.
    @Test
    void aStartHasTheHseAskForTheKeyOfTheDevice(@TempDir Path folder)
            throws IOException, InterruptedException {
        try (var journey = new PulledJourney(folder)) {
            assertThat(
                            sendTo(
                                    journey.accounting().getPort(),
                                    LabGateway.SECRET,
                                    "Start",
                                    "Acct-Session-Id = \"c0000201c0de0001\"",
                                    "3GPP-IMSI = \"%s\"".formatted(journey.imsi().digits()),
                                    "Called-Station-Id = \"iot.example\"",
                                    "Framed-IP-Address = " + journey.address()))
                    .isTrue();
            await().until(journey::isHeld);
            assertThat(journey.pulls()).isEqualTo(1);
            assertThat(journey.isReportAnswered()).isTrue();
            assertThat(journey.pulls()).isEqualTo(1);
        }
    }
}
