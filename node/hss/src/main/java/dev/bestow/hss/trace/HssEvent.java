package dev.bestow.hss.trace;

import dev.bestow.core.PlmnId;
import dev.bestow.core.RandId;
import dev.bestow.core.SubscriberTrace;
import dev.bestow.core.SubscriberTrace.Finding;
import dev.bestow.keys.KeyKind;
import dev.bestow.keystore.Notice;
import dev.bestow.wire.diameter.Result;
import dev.bestow.wire.s6a.AccessSecurity;

import org.jspecify.annotations.Nullable;

import java.util.stream.Stream;

/// What an HSS notes of a subscriber that it has a row of, here and in [OwnRunEvent].
public interface HssEvent extends SubscriberTrace.Event {
    /// AIR. What comes before it is of an attach before.
    ///
    /// @param mme who asks
    /// @param vectors how many are asked for
    /// @param announced whether the MME says that it takes part in application keys
    record VectorsRequested(String mme, int vectors, boolean announced) implements HssEvent {
        @Override
        public String line() {
            return "AIR from %s: %d %s%s"
                    .formatted(
                            mme,
                            vectors,
                            vectors == 1 ? "vector" : "vectors",
                            announced ? ", takes part in application keys" : "");
        }

        @Override
        public boolean isBeginning() {
            return true;
        }
    }

    /// The card asks for another SQN, in an AIR.
    ///
    /// @param genuine whether it was the card
    record Resynchronised(boolean genuine) implements HssEvent {
        @Override
        public String line() {
            return genuine
                    ? "re-synchronisation: SQN follows the card"
                    : "re-synchronisation refused: not made by this card for that RAND";
        }
    }

    /// AIR or ULR.
    ///
    /// @param command its short name
    /// @param mme who asked
    /// @param why in words
    record Refused(String command, String mme, Result result, String why) implements HssEvent {
        @Override
        public String line() {
            return "%s from %s refused: %s, %s".formatted(command, mme, result, why);
        }

        @Override
        public Finding finding() {
            return Finding.noKey(ATTACH, line());
        }
    }

    /// A vector is made, and leaves for the MME once its key has.
    record VectorIssued(RandId randId) implements HssEvent {
        @Override
        public String line() {
            return "vector of RAND id %s issued".formatted(randId);
        }
    }

    /// The key went to the MME with its vector (solution 11).
    record KeyInVector(String mme) implements HssEvent {
        @Override
        public String line() {
            return "keys went to %s with their vectors".formatted(mme);
        }

        @Override
        public Finding finding() {
            return Finding.key(mme, line());
        }
    }

    /// No key leaves with these vectors, and none is pushed now.
    record NoKey(String mme, WhyNoKey why) implements HssEvent {
        @Override
        public String line() {
            return "no key leaves with these vectors, and none is pushed" + why.until();
        }

        @Override
        public Finding finding() {
            return Finding.noKey(ATTACH, why.text(mme));
        }
    }

    /// The serving MME tells of a PDN connection, at which keys are pushed.
    ///
    /// @param command what tells of it
    /// @param vectors whose keys are pushed
    record Connected(String command, String mme, String apn, int vectors) implements HssEvent {
        @Override
        public String line() {
            return "%s from %s: PDN connection to %s, keys pushed for it: %d"
                    .formatted(command, mme, apn, vectors);
        }

        @Override
        public Finding finding() {
            return vectors == 0
                    ? Finding.noKey(ATTACH, "no vector for " + mme + " is remembered")
                    : Finding.key(ATTACH, line());
        }
    }

    /// Key-Push.
    ///
    /// @param server where the key is to go
    record KeyPushed(RandId randId, KeyKind kind, String server, Said said) implements HssEvent {
        @Override
        public String line() {
            return "%s to %s: %s".formatted(kind.of(randId), server, said);
        }

        @Override
        public Finding finding() {
            return switch (said) {
                case Said.Accepted() ->
                        Finding.key(
                                server,
                                "%s is at %s; 'bestow subscriber trace' there goes on"
                                        .formatted(kind.of(randId), server));
                case Said.Refused(Result result) ->
                        noKey(
                                "was refused by %s: %s; 'bestow subscriber trace' there says why",
                                result);
                case Said.Unsupported() ->
                        noKey("is nothing to %s: is it Bestow's, and diameter.vendorId the same?");
                case Said.Late() ->
                        noKey("is not answered by %s yet: is it running, and connected?");
                case Said.Nothing(String reason, boolean _) ->
                        noKey("has not reached %s: %s. Is it running, and connected?", reason);
            };
        }

        private Finding noKey(String what, Object... more) {
            Object[] all = Stream.concat(Stream.of(server), Stream.of(more)).toArray();
            return Finding.noKey(
                    server, "the push of RAND id " + randId + " " + what.formatted(all));
        }
    }

    /// ULR: this MME serves the subscriber.
    ///
    /// @param accessSecurity how it protects the access, or null where it did not say
    record Located(String mme, PlmnId visited, @Nullable AccessSecurity accessSecurity)
            implements HssEvent {
        @Override
        public String line() {
            return "ULR from %s in %s: it serves the subscriber%s"
                    .formatted(
                            mme,
                            visited,
                            accessSecurity == null ? "" : ", access under " + accessSecurity);
        }
    }

    /// The keys pushed for this MME are proven by its ULR.
    ///
    /// @param said what the key server answered, or why it did not
    record LocationProven(String mme, String server, Said said) implements HssEvent {
        @Override
        public String line() {
            return "location proof of %s to %s: %s".formatted(mme, server, said);
        }

        @Override
        public boolean isRepeated() {
            return true;
        }
    }

    /// A key server asked for a key that no push has brought.
    ///
    /// @param randId null where the last one was asked for, and there is none
    /// @param given whether it got it
    record KeyPulled(@Nullable RandId randId, KeyKind kind, String server, boolean given)
            implements HssEvent {
        @Override
        public String line() {
            return "CIR from %s for %s: %s"
                    .formatted(
                            server,
                            kind.of(randId),
                            given ? "given" : "unknown, or not for it, or withdrawn since");
        }

        @Override
        public boolean isRepeated() {
            return true;
        }

        @Override
        public Finding finding() {
            return given
                    ? Finding.key(
                            server,
                            "%s was asked for by %s, and given".formatted(kind.of(randId), server))
                    : Finding.noKey(
                            server,
                            "%s asked for %s, which it may not have, or not any more; the device"
                                            .formatted(server, kind.of(randId))
                                    + " has to attach again");
        }
    }

    /// Another node was told of a change.
    record Announced(Notice.Kind kind, String host, Said said) implements HssEvent {
        @Override
        public String line() {
            return "%s to %s: %s".formatted(words(kind), host, said);
        }

        @Override
        public boolean isRepeated() {
            return true;
        }

        private static String words(Notice.Kind kind) {
            return switch (kind) {
                case ERASE_KEYS -> "erasure of keys";
                case CANCEL_LOCATION -> "Cancel Location";
                case INSERT_SUBSCRIBER_DATA -> "Insert Subscriber Data";
            };
        }
    }

    /// PUR.
    ///
    /// @param serving whether that MME served the subscriber
    record Purged(String mme, boolean serving) implements HssEvent {
        @Override
        public String line() {
            return "PUR from %s: %s"
                    .formatted(
                            mme, serving ? "it keeps nothing of it" : "it is not the serving MME");
        }
    }

    /// There is a row where there was none.
    record RowAdded(long epoch) implements HssEvent {
        @Override
        public String line() {
            return "provisioned, epoch %d".formatted(epoch);
        }
    }

    /// The row is another one.
    ///
    /// @param raised whether the epoch is a later one, so that keys of before are withdrawn
    record RowChanged(long epoch, boolean raised) implements HssEvent {
        @Override
        public String line() {
            return raised
                    ? "provisioned again, epoch raised to %d: keys of before are withdrawn"
                            .formatted(epoch)
                    : "provisioned again, epoch %d as before".formatted(epoch);
        }

        @Override
        public @Nullable Finding finding() {
            return raised
                    ? Finding.noKey(
                            ATTACH,
                            "a change of its row withdrew its keys; the device has to attach again")
                    : null;
        }

        @Override
        public boolean isBeginning() {
            return raised;
        }
    }

    /// The row is gone.
    record Withdrawn(long nextEpoch) implements HssEvent {
        @Override
        public String line() {
            return "withdrawn; its next epoch is %d".formatted(nextEpoch);
        }

        @Override
        public Finding finding() {
            return Finding.noKey(ATTACH, "the subscriber was withdrawn");
        }

        @Override
        public boolean isBeginning() {
            return true;
        }
    }

    /// What findings that are no key server's are about.
    String ATTACH = "attach";
}
