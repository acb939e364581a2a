package dev.bestow.hss;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestow.aka.AkaAlgorithm;
import dev.bestow.aka.Amf;
import dev.bestow.aka.Auts;
import dev.bestow.aka.Credentials;
import dev.bestow.aka.EpsAnswer;
import dev.bestow.aka.InsecureTestXor;
import dev.bestow.aka.Milenage;
import dev.bestow.aka.MobileEquipment;
import dev.bestow.aka.Opc;
import dev.bestow.aka.OperatorVariant;
import dev.bestow.aka.SoftUsim;
import dev.bestow.aka.Sqn;
import dev.bestow.aka.SqnArray;
import dev.bestow.aka.SqnGenerator;
import dev.bestow.aka.SqnProfile;
import dev.bestow.aka.SubscriberKey;
import dev.bestow.aka.Topc;
import dev.bestow.aka.Tuak;
import dev.bestow.core.Clock;
import dev.bestow.core.Imsi;
import dev.bestow.core.Octets;
import dev.bestow.core.PlmnId;
import dev.bestow.core.Rand;
import dev.bestow.core.Secret;
import dev.bestow.keystore.CardBatch;
import dev.bestow.keystore.NodeStore;
import dev.bestow.keystore.SqnScheme;
import dev.bestow.keystore.Subscriber;
import dev.bestow.keystore.Subscription;
import dev.bestow.keystore.WrappedCredentials;
import dev.bestow.keystore.memory.InMemoryStore;
import dev.bestow.wire.s6a.ResynchronizationInfo;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;
import java.util.Random;

/// From a subscriber row to a vector its card takes.
final class VectorServiceTest {
    private static final Imsi IMSI = Imsi.parse("001010000000001");
    private static final PlmnId PLMN = PlmnId.parse("001/01");
    private static final long NOW = 91_000_000;

    private final NodeStore store = new InMemoryStore();
    private final Random random = new Random(11);

    private static Credentials credentials(AkaAlgorithm algorithm) {
        SubscriberKey k = new SubscriberKey(secret("5a".repeat(16)));
        OperatorVariant variant =
                switch (algorithm) {
                    case Milenage _ -> new Opc(secret("3c".repeat(16)));
                    case Tuak _ -> new Topc(secret("3c".repeat(32)));
                    case InsecureTestXor _ -> OperatorVariant.NONE;
                };
        return new Credentials(algorithm, k, variant);
    }

    private static Secret secret(String hex) {
        return Secret.taking(Octets.parseHex("secret", hex).toArray());
    }

    /// A vector service as after a start.
    private VectorService vectorService() {
        var stores =
                HssStores.in(
                        store,
                        row -> credentials(AkaAlgorithm.named(row.credentials().algorithm())),
                        new FixedClock(),
                        3);
        return VectorService.ofMmes(stores, random::nextBytes);
    }

    private Subscriber provisioned(String algorithm, SqnScheme scheme) {
        Octets wrapped = Octets.copyOf(new byte[45]);
        Subscriber row =
                new Subscriber(
                        IMSI,
                        new WrappedCredentials(algorithm, wrapped, wrapped, Amf.ZERO.encode()),
                        Subscriber.FIRST_EPOCH,
                        0,
                        new CardBatch(5, 1L << 28, scheme, false),
                        "d1@example.org",
                        List.of(),
                        Subscription.standard("iot"));
        store.subscribers().put(row);
        return row;
    }

    private static VectorService.IssuedVector made(VectorService.@Nullable IssuedVector made) {
        if (made == null) {
            throw new AssertionError("no vector");
        }
        return made;
    }

    @ParameterizedTest
    @CsvSource({
        "milenage, TIME_BASED",
        "tuak:128:2, TIME_BASED",
        "tuak, COUNTER",
        "insecure-test-xor, COUNTER"
    })
    void theCardTakesTheVectorAndAfterARestartTheNext(String algorithm, SqnScheme scheme) {
        Subscriber row = provisioned(algorithm, scheme);
        SoftUsim card = SoftUsim.fresh(credentials(AkaAlgorithm.named(algorithm)));
        MobileEquipment me = new MobileEquipment(card);
        for (int start = 0; start < 3; start++) {
            var vector = made(vectorService().next(row)).vector();
            assertThat(vector.autn().amf()).isEqualTo(Amf.EPS);
            assertThat(me.authenticate(vector.rand(), vector.autn(), PLMN))
                    .isEqualTo(
                            new EpsAnswer.Success(
                                    vector.xres(), vector.ckIk(), vector.bound(PLMN).kasme()));
        }
        Sqn last = card.sqns().highest();
        assertThat(SqnProfile.STANDARD.seq(last) >= NOW).isEqualTo(scheme == SqnScheme.TIME_BASED);
        assertThat(SqnProfile.STANDARD.ind(last)).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({"TIME_BASED", "COUNTER"})
    void aCardAheadIsPassedAfterOneAuts(SqnScheme scheme) {
        Subscriber row = provisioned("tuak", scheme);
        SqnProfile profile = SqnProfile.STANDARD;
        SqnArray ahead = SqnArray.fresh(profile).with(profile.sqn(NOW + 5_000, 3));
        SoftUsim card = new SoftUsim(credentials(Tuak.STANDARD), ahead);
        MobileEquipment me = new MobileEquipment(card);
        VectorService vectorService = vectorService();
        var refused = made(vectorService.next(row)).vector();
        EpsAnswer answer = me.authenticate(refused.rand(), refused.autn(), PLMN);
        Auts auts = ((EpsAnswer.SynchronisationFailure) answer).auts();
        var again =
                vectorService.resynchronise(
                        row, new ResynchronizationInfo(refused.rand(), auts.octets()));
        var vector = ((VectorService.Resynchronised.Next) again).made().vector();
        assertThat(me.authenticate(vector.rand(), vector.autn(), PLMN))
                .isInstanceOf(EpsAnswer.Success.class);
    }

    @Test
    void autsForARandNeverSentIsNotGenuineAndChangesNothing() {
        Subscriber row = provisioned("milenage", SqnScheme.COUNTER);
        var sent = made(vectorService().next(row)).vector();
        SqnProfile profile = SqnProfile.STANDARD;
        SqnArray ahead = SqnArray.fresh(profile).with(profile.sqn(NOW, 3));
        SoftUsim card = new SoftUsim(credentials(Milenage.STANDARD), ahead);
        Auts auts =
                ((EpsAnswer.SynchronisationFailure)
                                new MobileEquipment(card)
                                        .authenticate(sent.rand(), sent.autn(), PLMN))
                        .auts();
        long before = store.subscribers().find(IMSI).orElseThrow().sqnOffset();
        ResynchronizationInfo other =
                new ResynchronizationInfo(Rand.fresh(random::nextBytes), auts.octets());
        assertThat(vectorService().resynchronise(row, other))
                .isEqualTo(new VectorService.Resynchronised.NotGenuine());
        assertThat(store.subscribers().find(IMSI).orElseThrow().sqnOffset()).isEqualTo(before);
    }

    @Test
    void aWithdrawnSubscriberGetsNoNumberOfItsCounter() {
        Subscriber row = provisioned("milenage", SqnScheme.COUNTER);
        store.subscribers().remove(IMSI);
        assertThat(vectorService().next(row)).isNull();
    }

    private static final class FixedClock implements Clock {
        @Override
        public long nowMs() {
            return SqnGenerator.EPOCH.toEpochMilli() + 1_000 * NOW;
        }

        @Override
        public long nowNs() {
            return 0;
        }
    }
}
