package dev.bestow.scef;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestow.core.AsId;
import dev.bestow.core.Clock;
import dev.bestow.core.Eksi;
import dev.bestow.core.Guti;
import dev.bestow.core.Imsi;
import dev.bestow.core.KeyName;
import dev.bestow.core.KeyRoot;
import dev.bestow.core.PlmnId;
import dev.bestow.core.Rand;
import dev.bestow.core.Secret;
import dev.bestow.keys.KeyKind;
import dev.bestow.keys.Ks;
import dev.bestow.keys.KsAs;
import dev.bestow.keys.solution.SolutionPlan;
import dev.bestow.keys.solution.SolutionTable;
import dev.bestow.keyserver.KeyNotifications;
import dev.bestow.keyserver.KeyServerConfig;
import dev.bestow.keyserver.trace.TracedKeyRing;
import dev.bestow.keystore.KeyRingLimits;
import dev.bestow.keystore.epoch.EpochKeyPlan;
import dev.bestow.keystore.epoch.EpochKeyWrap;
import dev.bestow.keystore.memory.InMemoryStore;
import dev.bestow.link.diameter.CallResult;
import dev.bestow.wire.diameter.Result;
import dev.bestow.wire.diameter.ResultCode;
import dev.bestow.wire.diameter.TgppResult;
import dev.bestow.wire.north.RefreshAnswer;
import dev.bestow.wire.north.RetrievalAnswer;
import dev.bestow.wire.north.RetrievedKey;
import dev.bestow.wire.t6a.KeyAnswer;
import dev.bestow.wire.t6a.KeyConfirm;
import dev.bestow.wire.t6a.KeyConfirmAnswer;
import dev.bestow.wire.t6a.KeyRequest;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;

final class ScefT6aHandlerTest {
    private static final PlmnId PLMN = new PlmnId("001", "01");
    private static final AsId AS = AsId.parse("as.example");
    private static final Imsi IMSI = Imsi.parse("001010000000001");
    private static final Rand RAND = Rand.parse("81e92b6c0ee0e12ebceba8d92a99dfa5");
    private static final KeyRoot ROOT = KeyRoot.KASME;
    private static final Instant EXPIRY = Instant.parse("2026-11-22T00:00:00Z");
    private static final KeyName.ByGuti NAME = name(0x8001);

    private final List<KeyRequest> asked = new ArrayList<>();
    private CallResult<KeyAnswer> answer = new CallResult.Failed<>("no way there");
    private ScefT6aHandler handler;

    @BeforeEach
    void start(@TempDir Path folder) {
        Clock clock = new StoppedClock();
        var config =
                new ScefConfig(
                        new KeyServerConfig(
                                SolutionPlan.of(SolutionTable.named("11")),
                                Set.of(AS),
                                Set.of(KeyKind.KS),
                                KeyServerConfig.Limits.DEFAULT),
                        List.of(new ScefConfig.MmePool(PLMN, 0x8001, 0x8002)),
                        ScefConfig.PULL_DEADLINE_MS,
                        false);
        var wrap =
                EpochKeyWrap.open(
                        folder, EpochKeyPlan.STANDARD, new Random(5)::nextBytes, clock.nowMs());
        var notifications =
                new KeyNotifications(
                        config.keyServer(),
                        new TracedKeyRing(
                                new InMemoryStore().keyRing(KeyRingLimits.STANDARD, wrap), clock),
                        _ -> null,
                        clock,
                        (_, _) -> () -> {});
        handler = new ScefT6aHandler(config, notifications, this::ask, clock);
    }

    private CallResult<KeyAnswer> ask(KeyRequest request) {
        asked.add(request);
        return answer;
    }

    private static KeyName.ByGuti name(int mmeGroup) {
        return new KeyName.ByGuti(new Guti(PLMN, mmeGroup, 1, 100), new Eksi(3));
    }

    private static KeyAnswer.Key key(@Nullable String externalIdentifier, KeyRoot root) {
        return new KeyAnswer.Key(
                IMSI,
                externalIdentifier,
                NAME.guti(),
                NAME.eksi(),
                RAND,
                new KsAs(Secret.taking(new byte[KsAs.OCTETS])),
                root,
                EXPIRY,
                true);
    }

    private RetrievalAnswer retrieve(KeyName name, KeyAnswer answered) {
        answer = new CallResult.Answered<>(answered);
        return handler.retrieve(AS, name, ROOT);
    }

    private static void isWiped(KeyAnswer.Key key) {
        assertThatThrownBy(() -> key.ksAs().octets().use(octets -> octets.length))
                .isInstanceOf(IllegalStateException.class);
    }

    /// The MME is configured to give it.
    @Test
    void ofKsTheKeyOfThisServerIsDerivedHere() {
        Ks ks = new Ks(Secret.taking(new byte[Ks.OCTETS]));
        KsAs expected = KsAs.from(ks, AS);
        var answer =
                new KeyAnswer.MasterKey(
                        IMSI,
                        "meter@example.net",
                        NAME.guti(),
                        NAME.eksi(),
                        RAND,
                        ks,
                        ROOT,
                        EXPIRY,
                        true);
        assertThat(retrieve(NAME, answer))
                .isInstanceOfSatisfying(
                        RetrievalAnswer.Keys.class,
                        keys ->
                                assertThat(keys.keys())
                                        .extracting(RetrievedKey::leaf)
                                        .containsExactly(expected));
        assertThatThrownBy(() -> ks.octets().use(octets -> octets.length))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void theMmeIsAskedForTheKeyOfThisServerAndItsAnswerGoesOnWithoutTheImsi() {
        KeyAnswer.Key key = key("meter@example.net", ROOT);
        assertThat(retrieve(NAME, key))
                .isEqualTo(
                        new RetrievalAnswer.Keys(
                                List.of(
                                        new RetrievedKey(
                                                key.ksAs(),
                                                RAND,
                                                NAME,
                                                ROOT,
                                                EXPIRY,
                                                "meter@example.net",
                                                true))));
        assertThat(asked)
                .containsExactly(new KeyRequest(NAME.guti(), NAME.eksi(), null, AS, ROOT, false));
    }

    @Test
    void aKeyThatMustNotGoOnIsWiped() {
        KeyAnswer.Key nameless = key(null, ROOT);
        assertThat(retrieve(NAME, nameless)).isEqualTo(new RetrievalAnswer.NotAvailable());
        isWiped(nameless);
        KeyAnswer.Key foreign = key("meter@example.net", KeyRoot.CK_IK);
        assertThat(retrieve(NAME, foreign))
                .isEqualTo(new RetrievalAnswer.RootMismatch(ROOT, KeyRoot.CK_IK));
        isWiped(foreign);
    }

    @Test
    void whatAnMmeRefusesIsToldInTheWordsOfTheNorthboundInterface() {
        assertThat(retrieve(NAME, new KeyAnswer.NotYet(2)))
                .isEqualTo(new RetrievalAnswer.NotYet(2));
        assertThat(retrieve(NAME, new KeyAnswer.NotAuthorised()))
                .isEqualTo(new RetrievalAnswer.NotAuthorised());
        assertThat(retrieve(NAME, new KeyAnswer.RootMismatch(KeyRoot.CK_IK)))
                .isEqualTo(new RetrievalAnswer.RootMismatch(ROOT, KeyRoot.CK_IK));
        for (KeyAnswer none :
                List.of(
                        new KeyAnswer.UnknownName(),
                        new KeyAnswer.ReauthenticationAccepted(),
                        new KeyAnswer.NotSupported())) {
            assertThat(retrieve(NAME, none)).isEqualTo(new RetrievalAnswer.NotAvailable());
        }
    }

    @Test
    void anMmeThatIsAwayOrFailsIsToBeAskedAgain() {
        var again = new RetrievalAnswer.SourceUnavailable(2);
        assertThat(handler.retrieve(AS, NAME, ROOT)).isEqualTo(again);
        assertThat(retrieve(NAME, new KeyAnswer.Failed(Result.of(ResultCode.UNABLE_TO_COMPLY))))
                .isEqualTo(again);
    }

    @Test
    void noNameOfAStrangerReachesAnMme() {
        assertThat(retrieve(name(0x8003), new KeyAnswer.NotYet(2)))
                .isEqualTo(new RetrievalAnswer.NotAvailable());
        assertThat(retrieve(new KeyName.ByRand(RAND.id()), new KeyAnswer.NotYet(2)))
                .isEqualTo(new RetrievalAnswer.NotAvailable());
        assertThat(asked).isEmpty();
    }

    private RefreshAnswer refresh(KeyName.ByGuti name, KeyAnswer answered) {
        answer = new CallResult.Answered<>(answered);
        return handler.refresh(AS, name, ROOT);
    }

    @Test
    void theMmeIsAskedToReplaceTheKeySetOfThatName() {
        assertThat(refresh(NAME, new KeyAnswer.ReauthenticationAccepted()))
                .isEqualTo(new RefreshAnswer.Accepted(5));
        assertThat(asked)
                .containsExactly(new KeyRequest(NAME.guti(), NAME.eksi(), null, AS, ROOT, true));
        assertThat(refresh(NAME, new KeyAnswer.NotYet(600)))
                .isEqualTo(new RefreshAnswer.TooMany(600));
    }

    /// An MME of before answers with the key instead, which goes nowhere.
    @Test
    void whatAnMmeCannotReplaceIsOneAnswer() {
        KeyAnswer.Key key = key("meter@example.net", ROOT);
        for (KeyAnswer none :
                List.of(
                        key,
                        new KeyAnswer.UnknownName(),
                        new KeyAnswer.NotAuthorised(),
                        new KeyAnswer.RootMismatch(KeyRoot.CK_IK),
                        new KeyAnswer.NotSupported(),
                        new KeyAnswer.Failed(TgppResult.USER_TEMPORARILY_UNREACHABLE))) {
            assertThat(refresh(NAME, none)).isEqualTo(new RefreshAnswer.NotAvailable());
        }
        isWiped(key);
        asked.clear();
        assertThat(refresh(name(0x8003), new KeyAnswer.ReauthenticationAccepted()))
                .as("of no pool")
                .isEqualTo(new RefreshAnswer.NotAvailable());
        assertThat(asked).isEmpty();
    }

    @Test
    void anMmeThatIsAwayIsToBeAskedToReplaceItAgain() {
        var again = new RefreshAnswer.SourceUnavailable(2);
        assertThat(handler.refresh(AS, NAME, ROOT)).isEqualTo(again);
        assertThat(refresh(NAME, new KeyAnswer.Failed(Result.of(ResultCode.UNABLE_TO_COMPLY))))
                .isEqualTo(again);
    }

    @Test
    void onlyMmesOfThePoolsConfirm() {
        assertThat(confirmed(NAME)).isEqualTo(new KeyConfirmAnswer.Accepted());
        assertThat(confirmed(name(0x8003)))
                .isEqualTo(new KeyConfirmAnswer.Refused(ResultCode.AUTHORIZATION_REJECTED));
    }

    private KeyConfirmAnswer confirmed(KeyName.ByGuti name) {
        return handler.onKeyConfirm(
                name.guti().mmeFqdn(), new KeyConfirm(IMSI, RAND, name.guti(), name.eksi(), 1, 1));
    }

    private static final class StoppedClock implements Clock {
        @Override
        public long nowMs() {
            return 1_790_000_000_000L;
        }

        @Override
        public long nowNs() {
            return 0;
        }
    }
}
