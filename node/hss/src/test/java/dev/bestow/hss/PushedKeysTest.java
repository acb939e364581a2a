package dev.bestow.hss;

import static org.assertj.core.api.Assertions.assertThat;

import static java.util.Objects.requireNonNull;

import dev.bestow.aka.AkaAlgorithm;
import dev.bestow.aka.Amf;
import dev.bestow.aka.Credentials;
import dev.bestow.aka.Opc;
import dev.bestow.aka.SubscriberKey;
import dev.bestow.core.AsId;
import dev.bestow.core.Clock;
import dev.bestow.core.Imsi;
import dev.bestow.core.Octets;
import dev.bestow.core.PlmnId;
import dev.bestow.core.Rand;
import dev.bestow.core.RandId;
import dev.bestow.core.Secret;
import dev.bestow.keys.solution.SolutionPlan;
import dev.bestow.keys.solution.SolutionTable;
import dev.bestow.keystore.CardBatch;
import dev.bestow.keystore.Subscriber;
import dev.bestow.keystore.WrappedCredentials;
import dev.bestow.keystore.memory.InMemoryStore;
import dev.bestow.link.diameter.PeerRole;
import dev.bestow.link.diameter.Requester;
import dev.bestow.wire.diameter.Origin;
import dev.bestow.wire.s6a.AuthenticationInformationRequest;
import dev.bestow.wire.s6t.KeyPull;
import dev.bestow.wire.s6t.KeyPullAnswer;
import dev.bestow.wire.s6t.KeyPush;
import dev.bestow.wire.s6t.KeyPushAnswer;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/// What the HSS gives to a key server that misses a key.
final class PushedKeysTest {
    private static final Imsi IMSI = Imsi.parse("001010000000001");
    private static final PlmnId PLMN = PlmnId.parse("001/01");
    private static final Requester MME = peer("mme.test", PeerRole.MME);
    private static final Requester SCEF = peer("scef.test", PeerRole.SCEF);
    private static final long LIFETIME_S = 3_600;

    private final InMemoryStore store = new InMemoryStore();
    private final Random random = new Random(13);
    private final List<KeyPush> sent = new ArrayList<>();
    private long nowMs = 1_790_000_000_000L;
    private VectorService vectorService;
    private PushedKeys pushed;

    private static Requester peer(String host, PeerRole role) {
        return peer(host, role, new Requester.HopSecurity(true, true, false));
    }

    private static Requester peer(String host, PeerRole role, Requester.HopSecurity hop) {
        return new Requester(host, new Origin(host, "test"), role, hop);
    }

    @BeforeEach
    void start() {
        Clock clock =
                new Clock() {
                    @Override
                    public long nowMs() {
                        return nowMs;
                    }

                    @Override
                    public long nowNs() {
                        return 0;
                    }
                };
        var stores = HssStores.in(store, _ -> credentials(), clock, 1);
        var config =
                new HssConfig(
                        SolutionPlan.of(SolutionTable.named("12")),
                        "scef.test",
                        Map.of(),
                        Set.of(),
                        LIFETIME_S,
                        1,
                        1,
                        Set.of());
        vectorService = new VectorService(stores, random::nextBytes);
        pushed = new PushedKeys(config, store.subscribers(), vectorService, this::send, clock);
        provision(Subscriber.FIRST_EPOCH);
    }

    private static Credentials credentials() {
        return new Credentials(
                AkaAlgorithm.named("milenage"),
                new SubscriberKey(secret("5a".repeat(16))),
                new Opc(secret("3c".repeat(16))));
    }

    private static Secret secret(String hex) {
        return Secret.taking(Octets.parseHex("secret", hex).toArray());
    }

    private Subscriber provision(long epoch) {
        Octets wrapped = Octets.copyOf(new byte[45]);
        Subscriber row =
                new Subscriber(
                        IMSI,
                        new WrappedCredentials("milenage", wrapped, wrapped, Amf.ZERO.encode()),
                        epoch,
                        0,
                        CardBatch.STANDARD,
                        "meter@example.net",
                        List.of(AsId.parse("as.example")),
                        "iot");
        store.subscribers().put(row);
        return row;
    }

    private List<@Nullable KeyPushAnswer> send(List<KeyPush> pushes, long waitMs) {
        sent.addAll(pushes);
        return Collections.nCopies(pushes.size(), null);
    }

    /// The push of one vector for an MME that confirms.
    private KeyPush pushedOnce() {
        return pushedOnce(MME, true);
    }

    private KeyPush pushedOnce(Requester from, boolean announced) {
        var request = new AuthenticationInformationRequest(IMSI, PLMN, 1, null, announced);
        Subscriber subscriber = store.subscribers().find(IMSI).orElseThrow();
        VectorService.IssuedVector made = requireNonNull(vectorService.next(subscriber, PLMN));
        pushed.push(from, request, subscriber, List.of(made));
        return sent.getLast();
    }

    private KeyPullAnswer pull(Requester from, RandId randId) {
        return pushed.onKeyPull(from, new KeyPull(IMSI, randId));
    }

    /// A relay may have added the announcement, and no confirmation passes one.
    @Test
    void onlyAnMmeThatAnnouncesItAndIsAPeerConfirms() {
        assertThat(pushedOnce(MME, true).confirms()).isTrue();
        assertThat(pushedOnce(MME, false).confirms()).isFalse();
        var behindARelay = new Requester.HopSecurity(false, true, false);
        assertThat(pushedOnce(peer("mme.test", PeerRole.MME, behindARelay), true).confirms())
                .isFalse();
        var inClear = new Requester.HopSecurity(true, false, true);
        assertThat(pushedOnce(peer("mme.test", PeerRole.MME, inClear), true).confirms()).isFalse();
    }

    @Test
    void whatWasPushedIsGivenAgainToTheLast() {
        KeyPush push = pushedOnce();
        nowMs += 1_000;
        assertThat(pull(SCEF, push.rand().id())).isEqualTo(new KeyPullAnswer.Key(push));
        assertThat(pull(SCEF, push.rand().id())).isEqualTo(new KeyPullAnswer.Key(push));
    }

    @Test
    void aRunThatWasNeverBegunHasNoKey() {
        pushedOnce();
        assertThat(pull(SCEF, new Rand(Octets.copyOf(new byte[16])).id()))
                .isEqualTo(new KeyPullAnswer.UnknownKey());
    }

    @Test
    void onlyTheScefThatKeysArePushedToGetsOne() {
        RandId randId = pushedOnce().rand().id();
        assertThat(pull(peer("scef.other", PeerRole.SCEF), randId))
                .isEqualTo(new KeyPullAnswer.UnknownKey());
    }

    @Test
    void aKeyOfBeforeAWithdrawalIsNotGivenAgain() {
        RandId randId = pushedOnce().rand().id();
        provision(Subscriber.FIRST_EPOCH + 1);
        assertThat(pull(SCEF, randId)).isEqualTo(new KeyPullAnswer.UnknownKey());
    }

    @Test
    void anExpiredKeyIsNotGivenAgain() {
        KeyPush push = pushedOnce();
        nowMs = push.expiry().toEpochMilli();
        assertThat(pull(SCEF, push.rand().id())).isEqualTo(new KeyPullAnswer.UnknownKey());
    }

    @Test
    void theOldestVectorIsForgottenFirst() {
        var rands = new IssuedRands();
        for (int i = 0; i <= IssuedRands.CAPACITY; i++) {
            rands.issued(IMSI, issued(i));
        }
        assertThat(rands.find(IMSI, new RandId(0))).isNull();
        assertThat(rands.find(IMSI, new RandId(1))).isEqualTo(issued(1));
        assertThat(rands.find(IMSI, new RandId(IssuedRands.CAPACITY))).isNotNull();
    }

    private static IssuedRands.Issued issued(int id) {
        byte[] rand = new byte[Rand.OCTETS];
        ByteBuffer.wrap(rand).putInt(12, id);
        return new IssuedRands.Issued(
                new Rand(Octets.copyOf(rand)), 1, id, PLMN, "mme.test", true, Instant.EPOCH);
    }
}
