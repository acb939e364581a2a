package dev.bestow.mme;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestow.core.AsId;
import dev.bestow.core.Eksi;
import dev.bestow.core.Guti;
import dev.bestow.core.KeyRoot;
import dev.bestow.wire.diameter.TgppResult;
import dev.bestow.wire.nas.AuthenticationRequest;
import dev.bestow.wire.nas.GutiReallocationComplete;
import dev.bestow.wire.nas.SecurityHeaderType;
import dev.bestow.wire.t6a.KeyAnswer;
import dev.bestow.wire.t6a.KeyRequest;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.Objects;
import java.util.Random;

/// An SCEF wants another key: in the right order, twice, too often, in the wrong name and in the middle of
/// something else.
class ReauthenticationRequestsTest {
    private static final KeyAnswer ACCEPTED = new KeyAnswer.ReauthenticationAccepted();
    private static final long INTERVAL_MS = MmeConfig.Limits.DEFAULT.reauthenticationMs();

    private final Radio radio = new Radio("11", MmeConfig.Limits.DEFAULT, new Random(11));
    private Radio.Ue ue = radio.ue(1);

    @BeforeEach
    void attach() {
        ue.attach();
    }

    @AfterEach
    void close() {
        ue.close();
        assertThat(radio.mme.unforeseenFailures()).isZero();
    }

    private Guti guti() {
        return Objects.requireNonNull(ue.guti);
    }

    private KeyAnswer ask(Guti guti, int eksi) {
        return ask(guti, eksi, StartedMme.AS, KeyRoot.CK_IK);
    }

    private KeyAnswer ask(Guti guti, int eksi, AsId asId, KeyRoot root) {
        return radio.mme.onKeyRequest(new KeyRequest(guti, new Eksi(eksi), null, asId, root, true));
    }

    private Guti rekeyed() {
        Guti renamed = ue.rekey().guti();
        ue.sendSecured(new GutiReallocationComplete(), SecurityHeaderType.CIPHERED);
        return renamed;
    }

    @Test
    void theUeIsAuthenticatedAnewAndTheAnswerDoesNotWaitForIt() {
        assertThat(ask(guti(), 0)).isEqualTo(ACCEPTED);
        assertThat(ue.heard()).singleElement().isInstanceOf(AuthenticationRequest.class);
    }

    @Test
    void theSameRequestAgainBeginsNothing() {
        assertThat(ask(guti(), 0)).isEqualTo(ACCEPTED);
        assertThat(ask(guti(), 0)).as("under way").isEqualTo(ACCEPTED);
        Guti renamed = rekeyed();
        assertThat(ask(guti(), 0)).as("done").isEqualTo(ACCEPTED);
        radio.time.pass(INTERVAL_MS - 1);
        assertThat(ask(renamed, 0)).as("done, by another name").isEqualTo(ACCEPTED);
        assertThat(ue.heard()).isEmpty();
    }

    @Test
    void aNewKeySetIsNotReplacedTooSoon() {
        ask(guti(), 0);
        Guti renamed = rekeyed();
        assertThat(ask(renamed, 1)).isEqualTo(new KeyAnswer.NotYet(600));
        radio.time.pass(INTERVAL_MS - 1);
        assertThat(ask(renamed, 1)).isEqualTo(new KeyAnswer.NotYet(1));
        assertThat(ue.heard()).isEmpty();
        radio.time.pass(1);
        assertThat(ask(renamed, 1)).isEqualTo(ACCEPTED);
        rekeyed();
    }

    /// Else one application server could have a UE paged until its battery is empty.
    @Test
    void aUeThatDoesNotAnswerIsNotAskedTooSoonEither() {
        ask(guti(), 0);
        for (int i = 0; i < 5; i++) {
            radio.time.pass(MmeConfig.Limits.DEFAULT.retransmitMs());
        }
        ue.forgetWhatCame();
        assertThat(ask(guti(), 0)).isEqualTo(new KeyAnswer.NotYet(570));
        assertThat(ue.heard()).isEmpty();
    }

    @Test
    void aStaleNameAndAStrangersBeginNothing() {
        ask(guti(), 0);
        Guti first = rekeyed();
        radio.time.pass(INTERVAL_MS);
        ask(first, 1);
        Guti second = rekeyed();
        assertThat(ask(second, 0)).as("before the last").isEqualTo(new KeyAnswer.UnknownName());
        assertThat(ask(guti(), 1)).as("a GUTI of before").isEqualTo(new KeyAnswer.UnknownName());
        var stranger =
                new Guti(guti().plmn(), guti().mmeGroup(), guti().mmeCode(), guti().mTmsi() + 1);
        assertThat(ask(stranger, 0)).isEqualTo(new KeyAnswer.UnknownName());
        radio.time.pass(INTERVAL_MS);
        assertThat(ask(second, 2, AsId.parse("other.example"), KeyRoot.CK_IK))
                .isEqualTo(new KeyAnswer.NotAuthorised());
        assertThat(ask(second, 2, StartedMme.AS, KeyRoot.KASME))
                .isEqualTo(new KeyAnswer.RootMismatch(KeyRoot.CK_IK));
        assertThat(ue.heard()).isEmpty();
    }

    @Test
    void aUeThatIsDetachedIsLeftAlone() {
        ue.detach();
        assertThat(ask(guti(), 0))
                .isEqualTo(new KeyAnswer.Failed(TgppResult.USER_TEMPORARILY_UNREACHABLE));
    }

    @Test
    void anAttachUnderWayBringsTheKeyThatIsWanted() {
        ue.request();
        assertThat(ask(guti(), 0)).isEqualTo(new KeyAnswer.NotYet(2));
        assertThat(ask(guti(), 1)).isEqualTo(ACCEPTED);
        ue.respond();
        ue.complete();
        assertThat(ask(guti(), 0)).isEqualTo(ACCEPTED);
        assertThat(ask(guti(), 1)).as("not attached yet").isEqualTo(new KeyAnswer.NotYet(2));
    }

    @Test
    void whereNobodyCanForceAKeyNoneIsForced() {
        var plain = new Radio("10", MmeConfig.Limits.DEFAULT, new Random(10));
        try (Radio.Ue other = plain.ue(1)) {
            other.attach();
            assertThat(
                            plain.mme.onKeyRequest(
                                    new KeyRequest(
                                            Objects.requireNonNull(other.guti),
                                            new Eksi(0),
                                            null,
                                            StartedMme.AS,
                                            KeyRoot.CK_IK,
                                            true)))
                    .isEqualTo(new KeyAnswer.NotSupported());
        }
    }
}
