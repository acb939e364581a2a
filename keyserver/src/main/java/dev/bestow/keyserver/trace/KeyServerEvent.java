package dev.bestow.keyserver.trace;

import dev.bestow.core.AsId;
import dev.bestow.core.KeyName;
import dev.bestow.core.RandId;
import dev.bestow.core.SubscriberTrace;
import dev.bestow.core.SubscriberTrace.Finding;
import dev.bestow.keys.KeyKind;
import dev.bestow.keystore.ProofOutcome;
import dev.bestow.keystore.PushOutcome;
import dev.bestow.wire.s6a.AccessSecurity;

import org.jspecify.annotations.Nullable;

/// What a key server notes of a subscriber that its HSS has pushed a key of.
public sealed interface KeyServerEvent extends SubscriberTrace.Event {
    /// Key-Push, merged.
    ///
    /// @param mme who asked for the vector
    /// @param confirms whether that MME is to confirm the key
    record Pushed(RandId randId, KeyKind kind, String mme, boolean confirms, PushOutcome outcome)
            implements KeyServerEvent {
        @Override
        public String line() {
            return "%s pushed for %s: %s"
                    .formatted(
                            kind.of(randId),
                            mme,
                            switch (outcome) {
                                case PENDING -> "kept, not proven yet";
                                case PROVEN -> "kept, proven";
                                case OUTDATED ->
                                        "refused, newer keys or a withdrawal came before it";
                                case TOO_MANY ->
                                        "refused, as many attaches through this MME as may be are"
                                                + " under way";
                            });
        }

        @Override
        public Finding finding() {
            return switch (outcome) {
                case PENDING ->
                        confirms
                                ? Finding.noKey(
                                        KEY,
                                        "no MME has confirmed %s, which %s is to; did the attach end well?"
                                                .formatted(kind.of(randId), mme))
                                : here();
                case PROVEN -> here();
                case OUTDATED, TOO_MANY -> Finding.noKey(KEY, line());
            };
        }

        private Finding here() {
            return Finding.key(
                    KEY, kind.of(randId) + " is here, and nobody has asked for it since");
        }
    }

    /// Key-Push, refused for what is in it.
    record PushRefused(RandId randId, KeyKind kind, String why) implements KeyServerEvent {
        @Override
        public String line() {
            return "push of %s refused: %s".formatted(kind.of(randId), why);
        }

        @Override
        public boolean isRepeated() {
            return true;
        }

        @Override
        public Finding finding() {
            return Finding.noKey(KEY, "the " + line());
        }
    }

    /// A proof, merged.
    ///
    /// @param source whose word it is
    /// @param by its name
    /// @param randId the run; null where it is about all of an MME's
    record Proven(Source source, String by, @Nullable RandId randId, ProofOutcome outcome)
            implements KeyServerEvent {
        /// Whose word proves.
        public enum Source {
            MME("confirmation by"),
            LOCATION("location proof of the HSS for"),
            ENDPOINT("handshake report by"),
            OWN_RUN("own AKA run by");

            private final String words;

            Source(String words) {
                this.words = words;
            }
        }

        @Override
        public String line() {
            return "%s %s%s: %s"
                    .formatted(
                            source.words,
                            by,
                            randId == null ? "" : " of RAND id " + randId,
                            switch (outcome) {
                                case PROVEN -> "the key is proven";
                                case UNMATCHED -> "its key is not here";
                                case OUTDATED -> "newer keys are proven already";
                                case FOREIGN_GUTI -> "refused, the GUTI is another MME's";
                                case FOREIGN_KEY -> "refused, another MME asked for its vector";
                                case NOT_HANDED_OUT -> "refused, it was handed no such key";
                                case AWAITS_CONFIRMATION ->
                                        "proves nothing, the MME is to confirm the key";
                            });
        }

        @Override
        public boolean isRepeated() {
            return true;
        }

        @Override
        public @Nullable Finding finding() {
            return switch (outcome) {
                case PROVEN -> Finding.key(KEY, line() + ", and nobody has asked for it since");
                case UNMATCHED, FOREIGN_GUTI, FOREIGN_KEY -> Finding.noKey(KEY, line());
                case OUTDATED, NOT_HANDED_OUT, AWAITS_CONFIRMATION -> null;
            };
        }
    }

    /// How the MME protects the access, which TR 33.863 solution 1 has as a precondition. Told, and nothing follows.
    record AccessReported(String mme, AccessSecurity accessSecurity) implements KeyServerEvent {
        @Override
        public String line() {
            return "%s protects the access with %s".formatted(mme, accessSecurity);
        }

        @Override
        public boolean isRepeated() {
            return true;
        }
    }

    /// A confirmation of an MME that this key server does not listen to.
    record ConfirmationRefused(String mme, RandId randId, String why) implements KeyServerEvent {
        @Override
        public String line() {
            return "confirmation by %s of RAND id %s refused: %s".formatted(mme, randId, why);
        }

        @Override
        public boolean isRepeated() {
            return true;
        }

        @Override
        public Finding finding() {
            return Finding.noKey(KEY, line());
        }
    }

    /// The HSS was asked for a key that no push had brought.
    ///
    /// @param randId the run; null where the key of the last one was asked for
    /// @param given whether it gave it
    record Pulled(@Nullable RandId randId, KeyKind kind, boolean given) implements KeyServerEvent {
        @Override
        public String line() {
            return "HSS asked for %s: %s"
                    .formatted(kind.of(randId), given ? "given" : "no HSS gives it");
        }

        @Override
        public boolean isRepeated() {
            return true;
        }

        @Override
        public @Nullable Finding finding() {
            return given
                    ? null
                    : Finding.noKey(
                            KEY,
                            "no push has brought %s, and no HSS gives it; the device has to attach again"
                                    .formatted(kind.of(randId)));
        }
    }

    /// The HSS withdrew keys.
    record Erased(long epochFloor) implements KeyServerEvent {
        @Override
        public String line() {
            return "keys before epoch %d erased: the HSS withdrew them".formatted(epochFloor);
        }

        @Override
        public Finding finding() {
            return Finding.noKey(KEY, line());
        }
    }

    /// An endpoint got its key.
    record HandedOut(AsId endpoint, RandId randId) implements KeyServerEvent {
        @Override
        public String line() {
            return "key of RAND id %s handed out to %s".formatted(randId, endpoint.fqdn());
        }

        @Override
        public boolean isRepeated() {
            return true;
        }

        @Override
        public Finding finding() {
            return Finding.key(KEY, line());
        }
    }

    /// An endpoint got no key of this name.
    record NotHandedOut(AsId endpoint, KeyName name, Why why) implements KeyServerEvent {
        /// What the endpoint is told may be less.
        public enum Why {
            NOT_YET("it is not proven yet"),
            NOT_THERE(
                    "it is not here: not kept, superseded, expired, erased, or not to be"
                            + " unwrapped"),
            NOT_ALLOWED(
                    "the subscriber does not allow it; see 'bestow subscriber show' at the HSS"),
            REVOKED("it has revoked it"),
            BEFORE_SHUT_OUT("it was shut out after this key was made; the next AKA run makes one"),
            SHUT_OUT("it is shut out; see 'bestow endpoint'"),
            OTHER_USER("it is not of the user that was named"),
            NOT_TRANSLATED("it named a user, and keys that stay with MMEs are found by GUTI only"),
            NOT_TRANSLATING(
                    "an endpoint that asks by IMSI has to be among policy.translating of this key"
                            + " server"),
            OTHER_ROOT("it wants another root; give it the policy.solution of this key server"),
            TOO_OFTEN("it asks too often"),
            NOT_GIVEN("the MME did not give it");

            private final String words;

            Why(String words) {
                this.words = words;
            }
        }

        @Override
        public String line() {
            return "no key for %s by %s: %s".formatted(endpoint.fqdn(), name, why.words);
        }

        @Override
        public boolean isRepeated() {
            return true;
        }

        @Override
        public Finding finding() {
            return Finding.noKey(
                    KEY,
                    "%s asked for it by %s, and %s".formatted(endpoint.fqdn(), name, why.words));
        }
    }

    /// What all findings here are about: the last of them counts.
    String KEY = "key";
}
