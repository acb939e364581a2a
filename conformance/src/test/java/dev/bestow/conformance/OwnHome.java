package dev.bestow.conformance;

import dev.bestow.aka.Amf;
import dev.bestow.aka.AuthenticationCentre;
import dev.bestow.aka.AuthenticationVector;
import dev.bestow.aka.Auts;
import dev.bestow.aka.AutsCheck;
import dev.bestow.aka.Credentials;
import dev.bestow.aka.SqnProfile;
import dev.bestow.core.Rand;
import dev.bestow.emks.run.AgreedKeys;
import dev.bestow.emks.run.VectorSource;
import dev.bestow.keys.E2mIntKey;
import dev.bestow.keys.KeyKind;
import dev.bestow.network.machine.SystemEntropy;
import dev.bestow.wire.s6a.ResynchronizationInfo;
import dev.bestow.wire.s6a.SecurityPolicy;
import dev.bestow.wire.s6a.emks.UtranAuthenticationInformationAnswer;
import dev.bestow.wire.s6a.emks.UtranAuthenticationInformationRequest;
import dev.bestow.wire.s6a.emks.UtranVector;
import dev.bestow.wire.s6t.KeyPush;
import dev.bestow.wire.s6t.KeyTerms;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// HSS and key ring of an EMKS under test: vectors of one card, and what was kept of its runs.
final class OwnHome implements VectorSource, AgreedKeys {
    private static final int IND = 3;

    private final TestCard card;
    private final List<KeyPush> kept = new ArrayList<>();
    private long seq = 1_000;
    private Amf amf = Amf.OWN_RUN;
    private boolean answering = true;
    private boolean keeping = true;
    private int asked;

    OwnHome(TestCard card) {
        this.card = card;
    }

    /// From now on vectors have that AMF.
    void use(Amf other) {
        amf = other;
    }

    /// From now on the next SEQ is that one.
    void goOnFrom(long other) {
        seq = other;
    }

    /// From now on the HSS is silent.
    void fallSilent() {
        answering = false;
    }

    /// From now on no key is kept.
    void forgetKeys() {
        keeping = false;
    }

    int asked() {
        return asked;
    }

    /// The keys of runs that went well, which are not wiped.
    List<KeyPush> kept() {
        return kept;
    }

    AuthenticationVector quintet() {
        try (Credentials credentials = card.credentials()) {
            return AuthenticationCentre.quintet(
                    credentials,
                    Rand.fresh(new SystemEntropy()),
                    SqnProfile.STANDARD.sqn(seq++, IND),
                    amf);
        }
    }

    /// Takes an AUTS as an HSS does; false when it is no card's.
    boolean resynchronise(ResynchronizationInfo info) {
        try (Credentials credentials = card.credentials()) {
            if (AuthenticationCentre.verify(credentials, info.rand(), new Auts(info.auts()))
                    instanceof AutsCheck.Verified(var sqnMs)) {
                seq = Math.max(seq, SqnProfile.STANDARD.seq(sqnMs) + 1);
                return true;
            }
            return false;
        }
    }

    @Override
    public synchronized @Nullable UtranAuthenticationInformationAnswer ask(
            UtranAuthenticationInformationRequest request) {
        asked++;
        if (!answering) {
            return null;
        }
        if (!request.imsi().equals(card.imsi())) {
            return new UtranAuthenticationInformationAnswer.UserUnknown();
        }
        ResynchronizationInfo resynchronization = request.resynchronization();
        if (resynchronization != null && !resynchronise(resynchronization)) {
            return new UtranAuthenticationInformationAnswer.AuthorizationRejected();
        }
        AuthenticationVector made = quintet();
        return new UtranAuthenticationInformationAnswer.Success(
                new UtranVector(made.rand(), made.xres(), made.autn().octets(), made.ckIk()),
                new KeyTerms(
                        card.imsi(),
                        "meter@example.net",
                        List.of(),
                        KeyKind.E2M_INT_KEY,
                        1,
                        seq,
                        TestNetwork.PLMN,
                        TestNetwork.EMKS,
                        false,
                        Instant.ofEpochSecond(4_000_000_000L),
                        new SecurityPolicy(List.of(TestNetwork.EMSE), 86_400, true)));
    }

    @Override
    public synchronized boolean keep(KeyPush key) {
        if (keeping) {
            kept.add(key);
        }
        return keeping;
    }

    /// Whether what was kept last is that key.
    boolean hasKept(Rand rand, E2mIntKey key) {
        return !kept.isEmpty()
                && kept.getLast().rand().equals(rand)
                && kept.getLast().key().equals(key);
    }
}
