package dev.bestow.keystore;

import dev.bestow.core.Imsi;

import java.util.Arrays;
import java.util.Optional;

/// Something a node has yet to be told about a subscriber. Says who and about whom; what the node is told is
/// what the store holds when it is sent.
///
/// @param id tells it from others of the same kind: one that is noted while an earlier one is under way stays
/// @param host Diameter identity of the node
/// @param realm its realm
public record Notice(Kind kind, Imsi imsi, String host, String realm, long id) {
    /// What there is to tell.
    public enum Kind {
        /// A key server forgets the keys below the subscriber's epoch.
        ERASE_KEYS(0),
        /// An MME serves the subscriber no longer: Cancel Location.
        CANCEL_LOCATION(1),
        /// An MME gets the subscription as it is now: Insert Subscriber Data.
        INSERT_SUBSCRIBER_DATA(2);

        private final int code;

        Kind(int code) {
            this.code = code;
        }

        /// What stands in a store, one octet.
        public int code() {
            return code;
        }

        /// What [#code] gave; empty for that of a later version.
        public static Optional<Kind> of(int code) {
            return Arrays.stream(values()).filter(kind -> kind.code == code).findFirst();
        }
    }
}
