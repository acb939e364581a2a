package dev.bestow.session.californium.dtls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.bestow.core.ApplicationIdentity;
import dev.bestow.core.KeyName;
import dev.bestow.core.Secret;
import dev.bestow.session.device.DeviceKey;
import dev.bestow.session.device.ProtectedSession;
import dev.bestow.session.device.SendOutcome;
import dev.bestow.session.protocol.SecurityProtocol;
import dev.bestow.session.ua.FullName;
import dev.bestow.session.ua.Plaintext;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

class DtlsServerTest {
    private static final Plaintext REPORT = Plaintext.of("a report of 20 octet");
    private static final SendOutcome THANKS =
            new SendOutcome.Answered(Plaintext.of("thanks for 20"));
    private static final ApplicationIdentity METER = new ApplicationIdentity("meter-1");
    private static final ApplicationIdentity OTHER = new ApplicationIdentity("meter-2");
    private static final DtlsReports.Patience PATIENT = new DtlsReports.Patience(500, 4, 20_000);

    /// For sessions that end.
    private static final DtlsReports.Patience BRIEF = new DtlsReports.Patience(500, 1, 2_000);

    private final long secretsBefore = Secret.live();
    private final DtlsWorld world = new DtlsWorld();

    DtlsServerTest() throws Exception {}

    /// What the cache held ends with the answer that there is none.
    @AfterEach
    void noSecretIsLeft() {
        world.close();
        world.hanging.clear();
        world.operator.clear();
        world.clock.pass(Duration.ofHours(2));
        for (int number = 0; number < 256; number++) {
            for (ApplicationIdentity user : new ApplicationIdentity[] {null, METER, OTHER}) {
                world.cache
                        .find(
                                new KeyName.ByRand(DtlsWorld.rand(number).id()),
                                user,
                                0,
                                dev.bestow.core.Octets.EMPTY)
                        .close();
            }
        }
        await().untilAsserted(() ->
                assertThat(Secret.live() - secretsBefore).as("secrets left").isZero());
    }

    private void refused(ProtectedSession device, PskRefusal why) {
        try (device) {
            assertThat(device.send(REPORT)).isEqualTo(new SendOutcome.NoAnswer());
        }
        assertThat(world.refusals).containsOnly(why);
        assertThat(world.delivered).isEmpty();
        assertThat(world.verified).isEmpty();
        assertThat(world.server.connector().connectionCount()).isZero();
        assertThat(world.server.connector().handshakeCount()).isZero();
    }

    @Test
    void aReportIsDeliveredUnderTheNameThatTheOperatorGave() {
        world.grant(1, 7, "meter-1");
        try (ProtectedSession device = world.device(1, 7, null, PATIENT)) {
            assertThat(device.send(REPORT)).isEqualTo(THANKS);
            assertThat(device.send(REPORT)).isEqualTo(THANKS);
        }
        assertThat(world.delivered).containsExactly("meter-1", "meter-1");
        assertThat(world.verified).as("one handshake").containsExactly(DtlsWorld.rand(1));
        assertThat(world.fetches).hasValue(1);
    }

    @Test
    void aUserThatIsNamedIsTheKeysOwn() {
        world.grant(1, 7, "meter-1");
        try (ProtectedSession device = world.device(1, 7, METER, PATIENT)) {
            assertThat(device.send(REPORT)).isEqualTo(THANKS);
        }
    }

    @Test
    void anUnknownNameIsOneSilence() {
        refused(world.device(1, 7), PskRefusal.UNKNOWN_KEY);
    }

    @Test
    void aMixedPairOfUserAndNameIsTheSameSilence() {
        world.grant(1, 7, "meter-1");
        refused(world.device(1, 7, OTHER, DtlsWorld.SHORT), PskRefusal.OTHER_USER);
    }

    /// Nothing tells it apart outside; inside, no key was refused.
    @Test
    void aWrongKeyIsTheSameSilence() {
        world.grant(1, 7, "meter-1");
        try (ProtectedSession device = world.device(1, 8)) {
            assertThat(device.send(REPORT)).isEqualTo(new SendOutcome.NoAnswer());
        }
        assertThat(world.delivered).isEmpty();
        assertThat(world.verified).isEmpty();
        assertThat(world.refusals).isEmpty();
    }

    /// A name gets a new owner: after one failure the key is asked for anew.
    @Test
    void aKeyThatProvedNothingIsAskedForAnew() {
        world.grant(1, 7, "meter-1");
        try (ProtectedSession device = world.device(1, 8)) {
            assertThat(device.send(REPORT)).isEqualTo(new SendOutcome.NoAnswer());
        }
        world.grant(1, 8, "meter-2");
        world.clock.pass(Duration.ofSeconds(2));
        try (ProtectedSession device = world.device(1, 8, null, PATIENT)) {
            assertThat(device.send(REPORT)).isEqualTo(THANKS);
        }
        assertThat(world.delivered).containsExactly("meter-2");
    }

    @Test
    void severalKeysOfOneNameAreNoneUnlessTheIdentitySaysWhose() {
        var name = new KeyName.ByRand(DtlsWorld.rand(1).id());
        world.operator.put(
                name,
                List.of(
                        new DtlsWorld.Held(DtlsWorld.rand(1), 7, "meter-1", world),
                        new DtlsWorld.Held(DtlsWorld.rand(1), 8, "meter-2", world)));
        refused(world.device(1, 7), PskRefusal.AMBIGUOUS);
        try (ProtectedSession device = world.device(1, 8, OTHER, PATIENT)) {
            assertThat(device.send(REPORT)).isEqualTo(THANKS);
        }
        assertThat(world.delivered).containsExactly("meter-2");
    }

    @Test
    void whereCipheringIsForbiddenNoHandshakeGetsAKey() {
        var name = new KeyName.ByRand(DtlsWorld.rand(1).id());
        world.operator.put(
                name,
                List.of(
                        new DtlsWorld.Held(
                                DtlsWorld.rand(1), 7, "meter-1", false, Long.MAX_VALUE / 2)));
        refused(world.device(1, 7), PskRefusal.CONFIDENTIALITY_FORBIDDEN);
    }

    @Test
    void aDeviceThatMayNotCipherSendsNothing() {
        try (var key =
                        new DeviceKey(
                                new FullName.ByRand(DtlsWorld.rand(1)), DtlsWorld.ksAs(7), false);
                ProtectedSession device =
                        new DtlsReports(null, PATIENT).open(key, world.server.address())) {
            assertThat(device.send(REPORT))
                    .isEqualTo(new SendOutcome.NoneInClear(SecurityProtocol.DTLS));
        }
        assertThat(world.server.connector().connectionCount()).isZero();
    }

    @Test
    void aSessionEndsWithItsKey() {
        world.grant(1, 7, "meter-1");
        try (ProtectedSession device = world.device(1, 7, null, BRIEF)) {
            assertThat(device.send(REPORT)).isEqualTo(THANKS);
            world.clock.pass(Duration.ofHours(1));
            await().untilAsserted(
                            () -> assertThat(world.ends).containsExactly(DtlsEvents.End.EXPIRED));
            assertThat(world.server.connector().connectionCount()).isZero();
            assertThat(device.send(REPORT)).isNotEqualTo(THANKS);
        }
        assertThat(world.delivered).hasSize(1);
    }

    @Test
    void aWithdrawalEndsTheSessionWhenTheGrantHasAged() {
        world.grant(1, 7, "meter-1");
        try (ProtectedSession device = world.device(1, 7, null, BRIEF)) {
            assertThat(device.send(REPORT)).isEqualTo(THANKS);
            world.operator.clear();
            world.clock.pass(Duration.ofMinutes(11));
            assertThat(device.send(REPORT)).isEqualTo(new SendOutcome.Refused("CoAP 4.01"));
            await().untilAsserted(
                            () -> assertThat(world.ends).containsExactly(DtlsEvents.End.WITHDRAWN));
        }
        assertThat(world.delivered).hasSize(1);
    }

    /// TR 33.863 solution 10: the session that runs goes on under its key, the next one has the new key.
    @Test
    void aNewKeyDisturbsNoSessionThatRuns() {
        world.grant(1, 7, "meter-1");
        try (ProtectedSession running = world.device(1, 7, null, PATIENT);
                ProtectedSession next = world.device(2, 9, null, PATIENT)) {
            assertThat(running.send(REPORT)).isEqualTo(THANKS);
            world.grant(2, 9, "meter-1");
            assertThat(next.send(REPORT)).isEqualTo(THANKS);
            assertThat(running.send(REPORT)).isEqualTo(THANKS);
        }
        assertThat(world.verified).containsExactly(DtlsWorld.rand(1), DtlsWorld.rand(2));
    }

    /// A key server that hangs blocks none of Scandium's threads, and each handshake ends within its time.
    @Test
    void twoHundredHandshakesWaitForAKeyServerWhileAKnownDeviceReports() throws Exception {
        world.grant(255, 7, "meter-1");
        var never = new CountDownLatch(1);
        for (int number = 0; number < 200; number++) {
            world.hanging.put(new KeyName.ByRand(DtlsWorld.rand(number).id()), never);
        }
        List<Thread> strangers = new ArrayList<>();
        try (ProtectedSession known = world.device(255, 7, null, PATIENT)) {
            assertThat(known.send(REPORT)).isEqualTo(THANKS);
            for (int number = 0; number < 200; number++) {
                int stranger = number;
                strangers.add(
                        Thread.startVirtualThread(() -> {
                            try (ProtectedSession device = world.device(stranger, 8)) {
                                device.send(REPORT);
                            }
                        }));
            }
            await().until(() -> world.fetches.get() > 20);
            for (int report = 0; report < 20; report++) {
                assertThat(known.send(REPORT)).isEqualTo(THANKS);
            }
            for (Thread stranger : strangers) {
                stranger.join();
            }
        }
        assertThat(world.refusals).contains(PskRefusal.UNAVAILABLE);
        assertThat(world.delivered).hasSize(21).containsOnly("meter-1");
    }
}
