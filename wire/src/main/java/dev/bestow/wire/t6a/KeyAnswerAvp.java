package dev.bestow.wire.t6a;

import static dev.bestow.wire.diameter.Grammar.present;
import static dev.bestow.wire.diameter.TgppAvps.USER_IDENTIFIER;

import static java.util.Objects.requireNonNull;

import dev.bestow.core.Eksi;
import dev.bestow.core.Guti;
import dev.bestow.core.KeyRoot;
import dev.bestow.core.Rand;
import dev.bestow.keys.Ks;
import dev.bestow.keys.KsAs;
import dev.bestow.wire.diameter.AvpCursor;
import dev.bestow.wire.diameter.AvpDefinition;
import dev.bestow.wire.diameter.AvpDictionary;
import dev.bestow.wire.diameter.BestowAvps;
import dev.bestow.wire.diameter.CoreValues;
import dev.bestow.wire.diameter.DecodeException.Kind;
import dev.bestow.wire.diameter.Grammar;
import dev.bestow.wire.diameter.KeyStatus;
import dev.bestow.wire.diameter.MessageBuilder;
import dev.bestow.wire.diameter.TgppAvps;
import dev.bestow.wire.diameter.UserIdentifier;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/// [KeyAnswer] as a group; its other outcomes are result codes, or silence. Our own filler.
///
/// ```
/// Key-Answer := {Key-Status} [User-Identifier] [GUTI] [eKSI] [RAND] [App-Key] [Ks] [Key-Root]
///        [Key-Expiry] [Confidentiality-Allowed] [Retry-After]
/// ```
///
/// With status KEY everything but Retry-After is there, and of App-Key and Ks one; with NOT_YET Retry-After, with
/// ROOT_MISMATCH Key-Root.
final class KeyAnswerAvp {
    private final BestowAvps bestow;
    private final Grammar group;

    KeyAnswerAvp(BestowAvps bestow, AvpDictionary known) {
        this.bestow = bestow;
        group =
                Grammar.of(
                        known,
                        List.of(bestow.keyStatus),
                        List.of(
                                USER_IDENTIFIER,
                                bestow.guti,
                                bestow.eksi,
                                TgppAvps.RAND,
                                bestow.appKey,
                                bestow.ks,
                                bestow.keyRoot,
                                bestow.keyExpiry,
                                bestow.confidentialityAllowed,
                                bestow.retryAfter));
    }

    void put(KeyAnswer answer, MessageBuilder out) {
        switch (answer) {
            case KeyAnswer.Key key -> putKey(key, bestow.appKey, out);
            case KeyAnswer.MasterKey key -> putKey(key, bestow.ks, out);
            case KeyAnswer.NotYet(int retryAfterSeconds) ->
                    out.openGroup(bestow.keyAnswer)
                            .put(bestow.keyStatus, KeyStatus.NOT_YET.code())
                            .put(bestow.retryAfter, retryAfterSeconds)
                            .closeGroup();
            case KeyAnswer.RootMismatch(KeyRoot theirs) ->
                    out.openGroup(bestow.keyAnswer)
                            .put(bestow.keyStatus, KeyStatus.ROOT_MISMATCH.code())
                            .put(bestow.keyRoot, CoreValues.code(theirs))
                            .closeGroup();
            case KeyAnswer.UnknownName _ -> KeyStatus.UNKNOWN_KEY.putInto(out, bestow);
            case KeyAnswer.ReauthenticationAccepted _ -> KeyStatus.ACCEPTED.putInto(out, bestow);
            case KeyAnswer.NotAuthorised _, KeyAnswer.NotSupported _, KeyAnswer.Failed _ -> {
                // A result code, or silence.
            }
        }
    }

    private void putKey(KeyAnswer.Given key, AvpDefinition as, MessageBuilder out) {
        out.openGroup(bestow.keyAnswer).put(bestow.keyStatus, KeyStatus.KEY.code());
        new UserIdentifier(key.imsi(), key.externalIdentifier()).putInto(out);
        out.put(bestow.guti, key.guti().encode())
                .put(bestow.eksi, key.eksi().value())
                .put(TgppAvps.RAND, key.rand().octets())
                .put(as, key.octets())
                .put(bestow.keyRoot, CoreValues.code(key.root()))
                .put(bestow.keyExpiry, key.expiry().toEpochMilli())
                .put(bestow.confidentialityAllowed, key.confidentialityAllowed() ? 1 : 0)
                .closeGroup();
    }

    /// Reads the inside of the group.
    KeyAnswer read(AvpCursor avps) {
        Fields fields = new Fields();
        int seen = 0;
        while (avps.next()) {
            seen = group.tick(seen, avps);
            fields.read(avps, bestow);
        }
        group.complete(seen);
        return switch (requireNonNull(fields.status)) {
            case KEY -> fields.key(bestow);
            case NOT_YET ->
                    new KeyAnswer.NotYet(present(fields.retryAfterSeconds, bestow.retryAfter));
            case ROOT_MISMATCH -> new KeyAnswer.RootMismatch(present(fields.root, bestow.keyRoot));
            case UNKNOWN_KEY -> new KeyAnswer.UnknownName();
            case ACCEPTED -> new KeyAnswer.ReauthenticationAccepted();
        };
    }

    /// What the group held; which of it must be there depends on the status.
    private static final class Fields {
        private @Nullable KeyStatus status;
        private @Nullable UserIdentifier user;
        private @Nullable Guti guti;
        private @Nullable Eksi eksi;
        private @Nullable Rand rand;
        private @Nullable KsAs ksAs;
        private @Nullable Ks ks;
        private @Nullable KeyRoot root;
        private @Nullable Instant expiry;
        private @Nullable Boolean confidentialityAllowed;
        private @Nullable Integer retryAfterSeconds;

        void read(AvpCursor avps, BestowAvps bestow) {
            if (avps.is(bestow.keyStatus)) {
                status = KeyStatus.from(avps);
            } else if (avps.is(USER_IDENTIFIER)) {
                user = UserIdentifier.from(avps);
            } else if (avps.is(bestow.guti)) {
                guti = CoreValues.guti(avps);
            } else if (avps.is(bestow.eksi)) {
                eksi = CoreValues.eksi(avps);
            } else if (avps.is(TgppAvps.RAND)) {
                rand = CoreValues.rand(avps);
            } else if (avps.is(bestow.appKey)) {
                ksAs = new KsAs(avps.secret(KsAs.OCTETS));
            } else if (avps.is(bestow.ks)) {
                ks = new Ks(avps.secret(Ks.OCTETS));
            } else if (avps.is(bestow.keyRoot)) {
                root = CoreValues.keyRoot(avps);
            } else if (avps.is(bestow.keyExpiry)) {
                expiry = CoreValues.epochMillis(avps);
            } else if (avps.is(bestow.confidentialityAllowed)) {
                confidentialityAllowed = CoreValues.flag(avps);
            } else if (avps.is(bestow.retryAfter)) {
                retryAfterSeconds = retryAfter(avps);
            }
        }

        private static int retryAfter(AvpCursor avp) {
            int seconds = avp.integer32();
            if (seconds < 0) {
                throw avp.refuse(Kind.AVP_VALUE);
            }
            return seconds;
        }

        KeyAnswer.Given key(BestowAvps bestow) {
            UserIdentifier whose = present(user, USER_IDENTIFIER);
            if (ksAs != null && ks != null) {
                ks.close();
            } else if (ks != null) {
                return new KeyAnswer.MasterKey(
                        whose.imsi(),
                        whose.externalIdentifier(),
                        present(guti, bestow.guti),
                        present(eksi, bestow.eksi),
                        present(rand, TgppAvps.RAND),
                        ks,
                        present(root, bestow.keyRoot),
                        present(expiry, bestow.keyExpiry),
                        present(confidentialityAllowed, bestow.confidentialityAllowed));
            }
            return new KeyAnswer.Key(
                    whose.imsi(),
                    whose.externalIdentifier(),
                    present(guti, bestow.guti),
                    present(eksi, bestow.eksi),
                    present(rand, TgppAvps.RAND),
                    present(ksAs, bestow.appKey),
                    present(root, bestow.keyRoot),
                    present(expiry, bestow.keyExpiry),
                    present(confidentialityAllowed, bestow.confidentialityAllowed));
        }
    }
}
