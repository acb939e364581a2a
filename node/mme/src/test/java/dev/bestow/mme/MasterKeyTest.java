package dev.bestow.mme;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestow.core.AsId;
import dev.bestow.core.Imsi;
import dev.bestow.core.KeyRoot;
import dev.bestow.core.subscription.AuthenticationPolicy;
import dev.bestow.keys.KsAs;
import dev.bestow.keys.solution.SolutionTable;
import dev.bestow.wire.s6a.SecurityPolicy;
import dev.bestow.wire.s6a.SubscriptionData;
import dev.bestow.wire.t6a.KeyAnswer;
import dev.bestow.wire.t6a.KeyRequest;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Objects;
import java.util.Random;

/// Who gets Ks itself of an MME: an SCEF that asks for it, where the MME is configured so, and of subscribers of the
/// MME's own network.
class MasterKeyTest {
    private static final Imsi HOME = Imsi.parse("001010000000001");
    private static final Imsi ROAMER = Imsi.parse("262420000000001");

    private KeyAnswer asked(
            String solution, boolean givesKs, Imsi imsi, AsId asId, boolean wantsKs) {
        var mme = new StartedMme(solution, 1, givesKs, new StartedMme.Time(), new Random(7));
        StartedMme.Attached ue = Objects.requireNonNull(mme.attach(imsi));
        KeyRoot root = SolutionTable.named(solution).root();
        KeyAnswer answer =
                mme.ask(new KeyRequest(ue.guti(), ue.eksi(), null, asId, root, false, wantsKs));
        if (answer instanceof KeyAnswer.Key key) {
            assertThat(key.ksAs()).isEqualTo(KsAs.from(ue.ks(), asId));
        } else if (answer instanceof KeyAnswer.MasterKey key) {
            assertThat(key.ks()).isEqualTo(ue.ks());
        }
        return answer;
    }

    @ParameterizedTest
    @ValueSource(strings = {"11", "11-kasme"})
    void anScefThatDerivesGetsKsOfAnMmeThatGivesIt(String solution) {
        KeyAnswer answer = asked(solution, true, HOME, StartedMme.AS, true);
        assertThat(answer).isInstanceOf(KeyAnswer.MasterKey.class);
        KeyAnswer.Key derived = ((KeyAnswer.MasterKey) answer).of(StartedMme.AS);
        assertThat(derived).isEqualTo(asked(solution, true, HOME, StartedMme.AS, false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"11", "11-kasme"})
    void everybodyElseGetsTheKeyOfOneServer(String solution) {
        assertThat(asked(solution, false, HOME, StartedMme.AS, true))
                .isInstanceOf(KeyAnswer.Key.class);
        assertThat(asked(solution, true, ROAMER, StartedMme.AS, true))
                .isInstanceOf(KeyAnswer.Key.class);
        assertThat(asked(solution, true, HOME, new AsId("other.example.net"), true))
                .isEqualTo(new KeyAnswer.NotAuthorised());
    }

    /// An SCEF that derives counts as any other: the policy is about keys that go out.
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aKeyOfEitherKindCountsForThePolicy(boolean wantsKs) {
        var time = new StartedMme.Time();
        var mme = new StartedMme("11", 1, true, time, new Random(7));
        StartedMme.Attached ue = Objects.requireNonNull(mme.attach(HOME));
        UeContext context = mme.core().ueContexts().of(HOME);
        SubscriptionData usual = StartedMme.subscription();
        context.subscribe(
                new SubscriptionData(
                        usual.externalIdentifier(),
                        usual.msisdn(),
                        usual.access(),
                        new SecurityPolicy(
                                List.of(StartedMme.AS),
                                StartedMme.LIFETIME_SECONDS,
                                true,
                                new AuthenticationPolicy(0, 1, 0))));
        assertThat(context.due(time.nowMs())).isNull();
        mme.ask(
                        new KeyRequest(
                                ue.guti(),
                                ue.eksi(),
                                null,
                                StartedMme.AS,
                                KeyRoot.CK_IK,
                                false,
                                wantsKs))
                .close();
        assertThat(context.due(time.nowMs())).isEqualTo(ReauthenticationCause.KEYS);
    }
}
