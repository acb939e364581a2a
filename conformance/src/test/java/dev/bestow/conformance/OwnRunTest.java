package dev.bestow.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import static java.util.Objects.requireNonNull;

import dev.bestow.aka.Amf;
import dev.bestow.aka.SoftUsim;
import dev.bestow.aka.Sqn;
import dev.bestow.aka.Usim;
import dev.bestow.aka.UsimAnswer;
import dev.bestow.aka.UsimGone;
import dev.bestow.core.Octets;
import dev.bestow.emks.run.OwnRuns;
import dev.bestow.link.coap.EapMethod;
import dev.bestow.ue.run.EapAkaPeer;
import dev.bestow.ue.run.OwnRunOutcome;
import dev.bestow.wire.eap.AkaMessage;
import dev.bestow.wire.eap.AkaSubtype;
import dev.bestow.wire.eap.EapCodec;
import dev.bestow.wire.eap.EapMessage;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;

/// EAP-AKA between the EMKS and a device, message by message, with what somebody in between may do to each.
final class OwnRunTest {
    private static final TestCard CARD = TestCard.ofWorkedExample();
    private static final InetAddress SOMEWHERE = InetAddress.getLoopbackAddress();

    private final TestWorld world = new TestWorld();
    private final OwnHome home = new OwnHome(CARD);
    private final OwnRuns emks =
            new OwnRuns(TestNetwork.PLMN, home, home, world.ports(world.entropy()));
    private final SoftUsim card = SoftUsim.fresh(CARD.credentials());
    private final List<String> said = new ArrayList<>();

    @AfterEach
    void close() {
        card.close();
        world.close();
    }

    private OwnRunOutcome run() {
        return run(card, message -> message, message -> message);
    }

    private OwnRunOutcome run(Usim usim, UnaryOperator<Octets> down, UnaryOperator<Octets> up) {
        try (EapMethod.Conversation server = emks.begin(SOMEWHERE);
                var peer = new EapAkaPeer(CARD.imsi(), usim)) {
            Octets request = server.first();
            boolean last = false;
            while (!last) {
                Octets response = peer.on(down.apply(said(request)));
                if (response == null) {
                    break;
                }
                EapMethod.Next next = server.next(up.apply(said(response)));
                request = requireNonNull(next).message();
                last = next.last();
            }
            peer.on(said(request));
            OwnRunOutcome outcome = peer.outcome();
            return outcome == null ? new OwnRunOutcome.NoAnswer() : outcome;
        }
    }

    private Octets said(Octets message) {
        said.add(((EapMessage) EapCodec.decode(message.toArray())).label());
        return message;
    }

    /// Changes the last octet of messages of that kind.
    private static UnaryOperator<Octets> spoiling(boolean request, AkaSubtype subtype) {
        return message -> {
            byte[] octets = message.toArray();
            if (EapCodec.decode(octets) instanceof AkaMessage aka
                    && aka.request() == request
                    && aka.subtype() == subtype) {
                octets[octets.length - 1] ^= 1;
            }
            return Octets.copyOf(octets);
        };
    }

    private void assertFailed(OwnRunOutcome outcome) {
        assertThat(outcome).isNotInstanceOf(OwnRunOutcome.Agreed.class);
        assertThat(home.kept()).isEmpty();
        assertThat(said.getLast()).isEqualTo("EAP-Failure");
    }

    @Test
    void bothEndsHaveOneKey() {
        assertThat(run())
                .isInstanceOfSatisfying(
                        OwnRunOutcome.Agreed.class,
                        agreed -> assertThat(home.hasKept(agreed.rand(), agreed.key())).isTrue());
        assertThat(said)
                .containsExactly(
                        "EAP-Request/Identity",
                        "EAP-Response/Identity",
                        "EAP-Request/AKA-Challenge",
                        "EAP-Response/AKA-Challenge",
                        "EAP-Success");
        assertThat(home.asked()).isEqualTo(1);
    }

    @Test
    void anotherRunLeavesAnotherKey() {
        run();
        run();
        assertThat(home.kept()).hasSize(2);
        assertThat(home.kept().getFirst().key()).isNotEqualTo(home.kept().getLast().key());
    }

    @Test
    void aCardThatIsAheadIsResynchronisedOnce() {
        run();
        home.goOnFrom(1);
        said.clear();
        assertThat(run()).isInstanceOf(OwnRunOutcome.Agreed.class);
        assertThat(said)
                .containsSubsequence(
                        "EAP-Response/AKA-Synchronization-Failure",
                        "EAP-Request/AKA-Challenge",
                        "EAP-Response/AKA-Challenge",
                        "EAP-Success");
        assertThat(home.asked()).isEqualTo(3);
    }

    /// A card that is never content costs two vectors and no more.
    @Test
    void aSecondAutsEndsIt() {
        run();
        home.kept().clear();
        // Each vector that comes of an AUTS is spent before the device sees it.
        Usim stubborn =
                (rand, autn) -> {
                    UsimAnswer answer = card.authenticate(rand, autn);
                    return answer instanceof UsimAnswer.Success
                            ? card.authenticate(rand, autn)
                            : answer;
                };
        home.goOnFrom(1);
        assertFailed(run(stubborn, message -> message, message -> message));
        assertThat(said).doesNotContain("EAP-Response/AKA-Client-Error");
        assertThat(home.asked()).isEqualTo(3);
    }

    @Test
    void aChallengeOfNetworkAccessIsNoChallengeOfAnEmks() {
        Sqn before = card.sqns().highest();
        for (Amf amf : List.of(Amf.EPS, Amf.ZERO, Amf.OWN_RUN.separated())) {
            home.use(amf);
            assertThat(run()).isEqualTo(new OwnRunOutcome.NotOfAnEmks());
        }
        assertThat(home.kept()).isEmpty();
        assertThat(card.sqns().highest()).as("no SQN was spent").isEqualTo(before);
    }

    @Test
    void aSpoiledMacOfTheChallengeIsFoundOut() {
        OwnRunOutcome outcome = run(card, spoiling(true, AkaSubtype.CHALLENGE), message -> message);
        assertThat(outcome).isEqualTo(new OwnRunOutcome.NotGenuine());
        assertFailed(outcome);
    }

    @Test
    void aSpoiledMacOfTheResponseIsFoundOut() {
        assertFailed(run(card, message -> message, spoiling(false, AkaSubtype.CHALLENGE)));
        assertThat(said).contains("EAP-Request/AKA-Notification");
    }

    /// AT_MAC is right, and RES is not: only a card of another key makes such, and K_aut would differ. So a card that
    /// lies about RES.
    @Test
    void aWrongResProvesNothing() {
        Usim lying =
                (rand, autn) ->
                        switch (card.authenticate(rand, autn)) {
                            case UsimAnswer.Success(Octets res, var ckIk) -> {
                                byte[] wrong = res.toArray();
                                wrong[0] ^= 1;
                                yield new UsimAnswer.Success(Octets.copyOf(wrong), ckIk);
                            }
                            case UsimAnswer other -> other;
                        };
        assertFailed(run(lying, message -> message, message -> message));
    }

    @Test
    void anotherCardDoesNotBelieveTheChallenge() {
        try (SoftUsim other = SoftUsim.fresh(CARD.withWrongK().credentials())) {
            OwnRunOutcome outcome = run(other, message -> message, message -> message);
            assertThat(outcome).isEqualTo(new OwnRunOutcome.NotGenuine());
            assertFailed(outcome);
            assertThat(said).contains("EAP-Response/AKA-Authentication-Reject");
        }
    }

    @Test
    void aCardThatIsGoneEndsIt() {
        Usim gone =
                (_, _) -> {
                    throw new UsimGone("it was pulled");
                };
        OwnRunOutcome outcome = run(gone, message -> message, message -> message);
        assertThat(outcome).isInstanceOf(OwnRunOutcome.CardUnusable.class);
        assertFailed(outcome);
    }

    @Test
    void aReplayedResponseProvesNothing() {
        List<Octets> responses = new ArrayList<>();
        run(card, message -> message, recording(responses));
        home.kept().clear();
        OwnRunOutcome outcome =
                run(
                        card,
                        message -> message,
                        message -> isChallengeResponse(message) ? responses.getLast() : message);
        assertFailed(outcome);
    }

    private static UnaryOperator<Octets> recording(List<Octets> all) {
        return message -> {
            all.add(message);
            return message;
        };
    }

    private static boolean isChallengeResponse(Octets message) {
        return EapCodec.decode(message.toArray()) instanceof AkaMessage aka
                && aka.subtype() == AkaSubtype.CHALLENGE;
    }

    @Test
    void aSilentHssAndAKeyThatIsNotKeptEndIt() {
        home.forgetKeys();
        assertFailed(run());
        home.fallSilent();
        assertFailed(run());
    }

    /// Who names somebody's IMSI again and again gets four runs, and the card's owner goes on when one of his succeeds.
    @Test
    void failedRunsInOneNameAreFew() {
        UnaryOperator<Octets> spoil = spoiling(false, AkaSubtype.CHALLENGE);
        for (int i = 0; i < 10; i++) {
            assertFailed(run(card, message -> message, spoil));
        }
        assertThat(home.asked()).isEqualTo(4);
    }

    @Test
    void successfulRunsAreAsManyAsOneLikes() {
        for (int i = 0; i < 10; i++) {
            assertThat(run()).isInstanceOf(OwnRunOutcome.Agreed.class);
        }
        assertThat(home.asked()).isEqualTo(10);
    }

    @Test
    void anIdentityThatIsNoImsiAsksNobody() {
        for (String identity : List.of("", "0", "1001010000000001", "0abc", "0001@x@y")) {
            try (EapMethod.Conversation server = emks.begin(SOMEWHERE)) {
                int id = server.first().at(1);
                var response =
                        new EapMessage.IdentityResponse(
                                id, Octets.copyOf(identity.getBytes(StandardCharsets.US_ASCII)));
                Octets next =
                        requireNonNull(server.next(Octets.copyOf(EapCodec.encode(response))))
                                .message();
                said(next);
                assertThat(said.getLast()).isEqualTo("EAP-Request/AKA-Notification");
            }
        }
        assertThat(home.asked()).isZero();
    }

    /// Whatever a peer sends in the place of any message of a run: an answer comes, and no key is kept.
    @Test
    void octetsOfNobodyLeaveNoKey() {
        var random = new Random(33_863);
        for (int i = 0; i < 500; i++) {
            byte[] garbage = new byte[random.nextInt(80)];
            random.nextBytes(garbage);
            try (EapMethod.Conversation server = emks.begin(SOMEWHERE)) {
                server.first();
                for (int message = 0; message < 4; message++) {
                    server.next(Octets.copyOf(garbage));
                }
            }
        }
        assertThat(home.kept()).isEmpty();
    }
}
