package dev.bestow.link.radius;

import static dev.bestow.link.radius.TestGateway.attribute;
import static dev.bestow.link.radius.TestGateway.number;
import static dev.bestow.link.radius.TestGateway.text;
import static dev.bestow.link.radius.TestGateway.tgpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.bestow.core.Imsi;
import dev.bestow.core.InvalidValue;
import dev.bestow.core.Octets;
import dev.bestow.core.Secret;
import dev.bestow.link.accept.CannotListen;
import dev.bestow.link.accept.Source;
import dev.bestow.wire.nas.AccessPointName;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/// A server and gateways on loopback, which has an address for each.
class AccountingServerSimulation {
    private static final String SECRET = "secret of pgw1";

    private final TestClock clock = new TestClock();
    private final RecordedHints hints = new RecordedHints();
    private AccountingServer server = bind();
    private TestGateway pgw1 = new TestGateway("127.0.0.1", SECRET, server.localAddress());
    private TestGateway pgw2 = new TestGateway("127.0.0.2", "other", server.localAddress());

    private AccountingServer bind() {
        try {
            return AccountingServer.bind(
                    loopback(0),
                    List.of(
                            client("pgw1", "127.0.0.1", SECRET),
                            client("pgw2", "127.0.0.2", "other")),
                    clock);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static InetSocketAddress loopback(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    private static AccountingClient client(String name, String address, String secret)
            throws IOException {
        return new AccountingClient(
                name,
                InetAddress.getByName(address),
                Secret.taking(secret.getBytes(StandardCharsets.US_ASCII)));
    }

    @BeforeEach
    void start() {
        server.start(hints);
    }

    @AfterEach
    void close() {
        pgw1.close();
        pgw2.close();
        server.close();
    }

    @Test
    void everyStatusIsAnsweredAndToldToItsEnd() throws InterruptedException {
        for (int status : new int[] {1, 3, 2, 7, 8, 9}) {
            byte[] request = pgw1.session(status, status, "s1", text(32, "gw"), number(55, 60));
            pgw1.send(request);
            assertThat(pgw1.isAnswered(request)).as("status %d", status).isTrue();
        }
        for (String what : List.of("started", "interim", "stopped", "restarted", "restarted")) {
            RecordedHints.Hint hint = hints.next();
            assertThat(hint.what()).isEqualTo(what);
            assertThat(hint.sender())
                    .isEqualTo(new AccountingSender("pgw1", Octets.parseHex("gw", "6777")));
            assertThat(hint.at()).isEqualTo(Instant.ofEpochSecond(60));
        }
        assertThat(hints.untaken()).isZero();
        assertThat(server.counts()).isEqualTo(new AccountingCounts(6, 0, 0, 0, 0));
    }

    @Test
    void aSessionIsToldWithItsAddressesSubscriberAndApn() throws InterruptedException {
        byte[] request =
                pgw1.session(
                        1,
                        TestGateway.START,
                        "s1",
                        attribute(8, new byte[] {10, 0, 0, 1}),
                        attribute(97, HexFormat.of().parseHex("004020010db800000001")));
        pgw1.send(request);
        assertThat(pgw1.isAnswered(request)).isTrue();
        assertThat(hints.next().session())
                .isEqualTo(
                        new AccountedSession(
                                Octets.parseHex("id", "7331"),
                                Imsi.parse("001010000000011"),
                                new AccessPointName("iot.example"),
                                Set.of(
                                        new Source(Octets.parseHex("v4", "0a000001")),
                                        new Source(Octets.parseHex("v6", "20010db800000001"))),
                                null));
    }

    @Test
    void whatAGatewayDoesNotSayIsNotThere() throws InterruptedException {
        byte[] request =
                pgw1.request(
                        1,
                        number(40, 1),
                        text(44, "s1"),
                        attribute(4, new byte[] {10, 9, 9, 9}),
                        attribute(8, new byte[4]),
                        attribute(97, HexFormat.of().parseHex("003820010db800000001")),
                        text(30, "no_such.."));
        pgw1.send(request);
        RecordedHints.Hint hint = hints.next();
        assertThat(hint.session())
                .isEqualTo(
                        new AccountedSession(
                                Octets.parseHex("id", "7331"), null, null, Set.of(), null));
        assertThat(hint.sender().gateway().hex()).isEqualTo("0a090909");
    }

    @Test
    void aRetransmissionIsAnsweredAgainAndToldOnce() {
        byte[] request = pgw1.session(1, TestGateway.START, "s1", text(33, "proxy"));
        pgw1.send(request);
        byte[] response = pgw1.receive();
        assertThat(Arrays.copyOfRange(response, 20, response.length)).isEqualTo(text(33, "proxy"));
        clock.pass(RecentRequests.KEPT_NS - 1);
        pgw1.send(request);
        assertThat(pgw1.receive()).isEqualTo(response);
        assertThat(server.counts()).isEqualTo(new AccountingCounts(1, 1, 0, 0, 0));
        clock.pass(1);
        pgw1.send(request);
        assertThat(pgw1.receive()).isEqualTo(response);
        byte[] next = pgw1.session(1, TestGateway.STOP, "s1");
        pgw1.send(next);
        assertThat(pgw1.isAnswered(next)).isTrue();
        awaitTold(3);
    }

    private void awaitTold(int times) {
        await().until(() -> hints.untaken() == times);
    }

    @Test
    void theSameIdentifierFromAnotherPortIsAnotherRequest() {
        byte[] request = pgw1.session(1, TestGateway.START, "s1");
        try (TestGateway beside = new TestGateway("127.0.0.1", SECRET, server.localAddress())) {
            for (TestGateway gateway : List.of(pgw1, beside)) {
                gateway.send(request);
                assertThat(gateway.isAnswered(request)).isTrue();
            }
        }
        awaitTold(2);
    }

    /// Whether they know the secret or not.
    @Test
    void strangersGetNoAnswerAndLeaveNothing() {
        try (TestGateway stranger = new TestGateway("127.0.0.3", SECRET, server.localAddress())) {
            for (int i = 0; i < 1_000; i++) {
                stranger.send(stranger.session(i, TestGateway.START, "s" + i));
            }
            byte[] request = pgw1.session(1, TestGateway.START, "s1");
            pgw1.send(request);
            assertThat(pgw1.isAnswered(request)).isTrue();
            assertThat(server.counts()).isEqualTo(new AccountingCounts(1, 0, 1_000, 0, 0));
        }
    }

    /// Forged with the address of a client, or the client with somebody else's secret.
    @Test
    void aWrongSecretGetsNoAnswerAndTellsNothing() {
        try (TestGateway forger = new TestGateway("127.0.0.1", "guess", server.localAddress())) {
            forger.send(forger.session(1, TestGateway.START, "s1"));
            forger.send(pgw2.session(1, TestGateway.START, "s1"));
            byte[] request = pgw1.session(1, TestGateway.ON, "s1");
            byte[] changed = request.clone();
            changed[25] ^= 1;
            pgw1.send(changed);
            pgw1.send(request);
            assertThat(pgw1.isAnswered(request)).isTrue();
            assertThat(server.counts()).isEqualTo(new AccountingCounts(1, 0, 0, 3, 0));
            awaitTold(1);
        }
    }

    @Test
    void messagesThatAreNoneDisturbNobody() {
        byte[] request = pgw1.session(1, TestGateway.START, "s1");
        byte[] access = request.clone();
        access[0] = 1;
        List<byte[]> malformed =
                List.of(
                        new byte[0],
                        Arrays.copyOf(request, 19),
                        Arrays.copyOf(request, request.length - 1),
                        access,
                        pgw1.request(2, number(40, 1)),
                        pgw1.request(3, number(40, 1), text(44, "s1"), new byte[] {8, 3, 1}),
                        pgw1.request(4, number(40, 1), text(44, "s1"), new byte[] {8, 6, 1}),
                        pgw1.request(5, number(40, 1), text(44, "s1"), new byte[65_000 - 30]));
        malformed.forEach(pgw1::send);
        pgw1.send(Arrays.copyOf(request, request.length + 100));
        assertThat(pgw1.isAnswered(request)).isTrue();
        assertThat(server.counts()).isEqualTo(new AccountingCounts(1, 0, 0, 0, malformed.size()));
    }

    @Test
    void aHintThatFailsCostsNoAnswer() throws IOException {
        try (AccountingServer failing =
                AccountingServer.bind(
                        loopback(0), List.of(client("pgw", "127.0.0.1", SECRET)), clock)) {
            failing.start(new FailingHints());
            try (TestGateway gateway =
                    new TestGateway("127.0.0.1", SECRET, failing.localAddress())) {
                for (int i = 0; i < 3; i++) {
                    byte[] request = gateway.session(i, TestGateway.START, "s1", tgpp(2, "abcd"));
                    gateway.send(request);
                    assertThat(gateway.isAnswered(request)).isTrue();
                }
            }
        }
    }

    private static final class FailingHints implements AccountingHints {
        @Override
        public void started(AccountingSender sender, AccountedSession session) {
            throw new IllegalStateException("a planted failure of a hint");
        }

        @Override
        public void interim(AccountingSender sender, AccountedSession session) {}

        @Override
        public void stopped(AccountingSender sender, AccountedSession session) {}

        @Override
        public void senderRestarted(AccountingSender sender, @Nullable Instant at) {}
    }

    @Test
    void clientsAreToldApartAndHaveASecret() throws IOException {
        List<AccountingClient> twice =
                List.of(client("a", "127.0.0.1", "x"), client("b", "127.0.0.1", "y"));
        assertThatThrownBy(() -> AccountingServer.bind(loopback(0), twice, clock))
                .isInstanceOf(InvalidValue.class)
                .hasMessageContaining("address of b");
        assertThatThrownBy(() -> client("a", "127.0.0.1", "")).isInstanceOf(InvalidValue.class);
    }

    @Test
    void aTakenAddressIsSaidAndCloseFreesIt() throws IOException {
        InetSocketAddress taken = server.localAddress();
        assertThatThrownBy(() -> AccountingServer.bind(taken, List.of(), clock))
                .isInstanceOf(CannotListen.class);
        server.close();
        server.close();
        AccountingServer.bind(taken, List.of(), clock).close();
    }
}
