package dev.bestow.session.esp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestow.core.KeyName;
import dev.bestow.core.Rand;
import dev.bestow.session.ua.Plaintext;
import dev.bestow.wire.ua.RefusalCause;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;

/// What a device and an endpoint come to when nobody is in between.
class EspSessionTest {
    private final EspWorld world = EspWorld.seeded(1);

    @ParameterizedTest
    @CsvSource({"true, true", "true, false", "false, true", "false, false"})
    void theFirstPacketIsDeliveredAndAnswered(boolean encrypted, boolean extended) {
        world.keys.put(EspWorld.RAND, encrypted);
        PendingOpening pending =
                world.client(new EspProfile(encrypted, extended)).open(EspWorld.REPORT);
        byte[] answer = world.serve(pending.datagram());
        assertThat(world.delivered).containsExactly(EspWorld.REPORT);
        assertThat(pending.open(answer))
                .isInstanceOfSatisfying(
                        OpeningOutcome.Begun.class,
                        begun -> assertThat(begun.inner()).isEqualTo(EspWorld.ACK));
    }

    @ParameterizedTest
    @CsvSource({"true, true", "true, false", "false, true", "false, false"})
    void laterPacketsGoBothWays(boolean encrypted, boolean extended) {
        world.keys.put(EspWorld.RAND, encrypted);
        EspSession session = world.session(new EspProfile(encrypted, extended));
        for (int octets = 0; octets < 70; octets++) {
            InnerPacket inner = InnerPacket.ofOctets(Plaintext.copyOf(new byte[octets]));
            byte[] packet = session.seal(inner);
            assertThat(packet.length).isEqualTo((octets + 2 + 3 & ~3) + 32);
            byte[] answer = world.serve(packet);
            assertThat(world.delivered.getLast()).isEqualTo(inner);
            assertThat(session.open(answer)).isEqualTo(new EspSessionOutcome.Packet(EspWorld.ACK));
        }
    }

    @Test
    void aKeyMayBeNamedByGuti() {
        PendingOpening pending =
                world.client(EspWorld.BY_GUTI, EspWorld.RAND, EspProfile.STANDARD)
                        .open(EspWorld.REPORT);
        assertThat(pending.open(world.serve(pending.datagram())))
                .isInstanceOf(OpeningOutcome.Begun.class);
    }

    @Test
    void ofTwoKeysWithOneNameTheIcvDecides() {
        Rand twin = Rand.parse("000000000000000000000000" + EspWorld.RAND.id());
        world.keys.remove(EspWorld.RAND);
        world.keys.put(twin, true);
        world.keys.put(EspWorld.RAND, true);
        world.session();
        assertThat(world.lastDevice).isNotNull();
        assertThat(world.claims.keySet())
                .allMatch(mark -> mark.getFirst().equals(EspWorld.RAND.octets()));
    }

    @Test
    void anEmptyAnswerIsADummyPacket() {
        world.answer = null;
        PendingOpening pending = world.client().open(EspWorld.REPORT);
        assertThat(pending.open(world.serve(pending.datagram())))
                .isInstanceOfSatisfying(
                        OpeningOutcome.Begun.class,
                        begun -> {
                            assertThat(begun.inner().nextHeader()).isEqualTo(InnerPacket.DUMMY);
                            byte[] packet = begun.session().seal(EspWorld.REPORT);
                            assertThat(world.handle(packet, EspWorld.PEER)).isNull();
                        });
    }

    @Test
    void aDummyPacketIsNotDelivered() {
        EspSession session = world.session();
        world.delivered.clear();
        var dummy = new InnerPacket(InnerPacket.DUMMY, Plaintext.of("cover"));
        assertThat(world.handle(session.seal(dummy), EspWorld.PEER)).isNull();
        PendingOpening pending = world.client().open(dummy);
        assertThat(pending.open(world.serve(pending.datagram())))
                .isInstanceOf(OpeningOutcome.Begun.class);
        assertThat(world.delivered).isEmpty();
    }

    @Test
    void theEndpointMaySendFirst() {
        EspSession session = world.session();
        var packet = new InnerPacket(InnerPacket.IPV4, Plaintext.of("an IP packet"));
        assertThat(world.device().send(packet)).isTrue();
        assertThat(session.open(world.sent.getLast().octets().toArray()))
                .isEqualTo(new EspSessionOutcome.Packet(packet));
        assertThat(world.device().externalIdentifier()).isEqualTo("meter1@example.net");
    }

    @Test
    void beforeItsAnswerADeviceIsSentNothing() {
        world.duringDelivery = () -> assertThat(world.device().send(EspWorld.ACK)).isFalse();
        world.session();
    }

    @Test
    void anAnswerFollowsTheDeviceToItsNewAddress() {
        EspSession session = world.session();
        byte[] first = session.seal(EspWorld.REPORT);
        byte[] second = session.seal(EspWorld.REPORT);
        world.handle(second, EspWorld.ELSEWHERE);
        assertThat(world.sent.getLast().to()).isEqualTo(EspWorld.ELSEWHERE.address());
        world.handle(first, EspWorld.PEER);
        assertThat(world.sent.getLast().to()).isEqualTo(EspWorld.ELSEWHERE.address());
    }

    @Test
    void aNewKeyLeavesTheSessionOfTheOldOneAlone() {
        EspSession old = world.session();
        Rand next = Rand.parse("000102030405060708090a0b0c0d0e0f");
        world.keys.put(next, true);
        var name = new KeyName.ByRand(next.id());
        PendingOpening pending =
                world.client(name, next, EspProfile.STANDARD).open(EspWorld.REPORT);
        assertThat(pending.open(world.serve(pending.datagram())))
                .isInstanceOf(OpeningOutcome.Begun.class);
        assertThat(old.open(world.serve(old.seal(EspWorld.REPORT))))
                .isInstanceOf(EspSessionOutcome.Packet.class);
        assertThat(world.server.sessionCount()).isEqualTo(2);
    }

    @Test
    void ofOneKeyTheNewSessionTakesThePlaceOfTheOld() {
        EspSession old = world.session();
        world.session();
        assertThat(world.server.sessionCount()).isEqualTo(1);
        assertThat(old.open(world.serve(old.seal(EspWorld.REPORT))))
                .isEqualTo(new EspSessionOutcome.RefusedBy(RefusalCause.SESSION_UNKNOWN, 0));
    }

    @Test
    void aSessionEndsWithItsKey() {
        EspSession session = world.session();
        world.clock.pass(Duration.ofHours(24));
        assertThat(session.open(world.serve(session.seal(EspWorld.REPORT))))
                .isEqualTo(new EspSessionOutcome.RefusedBy(RefusalCause.SESSION_UNKNOWN, 0));
        assertThat(world.server.sessionCount()).isZero();
    }

    @Test
    void aWithdrawnKeyEndsItsSession() {
        EspSession session = world.session();
        world.keys.clear();
        world.delivered.clear();
        world.serve(session.seal(EspWorld.REPORT));
        assertThat(world.delivered).hasSize(1);
        world.clock.pass(Duration.ofSeconds(601));
        assertThat(session.open(world.serve(session.seal(EspWorld.REPORT))))
                .isEqualTo(new EspSessionOutcome.RefusedBy(RefusalCause.SESSION_UNKNOWN, 0));
        assertThat(world.delivered).hasSize(1);
    }

    @Test
    void theLeastUsedSessionGivesWay() {
        world.policy = new EspPolicy(true, 2, 600);
        world.restarted();
        for (int i = 0; i < 4; i++) {
            Rand next = Rand.parse("0001020304050607080900000000000" + i);
            world.keys.put(next, true);
            var name = new KeyName.ByRand(next.id());
            world.serve(
                    world.client(name, next, EspProfile.STANDARD).open(EspWorld.REPORT).datagram());
        }
        assertThat(world.server.sessionCount()).isEqualTo(2);
    }

    @Test
    void whereEncryptionIsForbiddenTheDeviceGoesOnWithoutIt() {
        world.keys.put(EspWorld.RAND, false);
        EspClient client = world.client();
        PendingOpening pending = client.open(EspWorld.REPORT);
        assertThat(pending.open(world.serve(pending.datagram())))
                .isEqualTo(new OpeningOutcome.RefusedBy(RefusalCause.CIPHERING_FORBIDDEN, 0, true));
        assertThat(world.delivered).isEmpty();
        assertThat(client.profile()).isEqualTo(new EspProfile(false, true));
        PendingOpening again = client.open(EspWorld.REPORT);
        assertThat(again.open(world.serve(again.datagram())))
                .isInstanceOf(OpeningOutcome.Begun.class);
    }

    @Test
    void whereEncryptionIsAllowedItIsRequired() {
        PendingOpening pending = world.client(new EspProfile(false, true)).open(EspWorld.REPORT);
        assertThat(pending.open(world.serve(pending.datagram())))
                .isEqualTo(new OpeningOutcome.RefusedBy(RefusalCause.CIPHERING_REQUIRED, 0, true));
        assertThat(world.claims).isEmpty();
    }

    @Test
    void aKeyThatIsFullAdmitsNothing() {
        world.capacity = 0;
        PendingOpening pending = world.client().open(EspWorld.REPORT);
        assertThat(pending.open(world.serve(pending.datagram())))
                .isEqualTo(new OpeningOutcome.RefusedBy(RefusalCause.KEY_EXHAUSTED, 0, true));
    }

    @Test
    void aSessionSealsNothingAfterItsEnd() {
        EspSession session = world.session();
        session.close();
        assertThat(session.isOver()).isTrue();
        assertThatThrownBy(() -> session.seal(EspWorld.REPORT)).hasMessage("session is over");
        assertThat(session.open(new byte[36])).isInstanceOf(EspSessionOutcome.Dropped.class);
    }
}
