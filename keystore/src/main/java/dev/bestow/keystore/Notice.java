package dev.bestow.keystore;

import dev.bestow.core.Imsi;

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
        ERASE_KEYS,
        /// An MME serves the subscriber no longer: Cancel Location.
        CANCEL_LOCATION,
        /// An MME gets the subscription as it is now: Insert Subscriber Data.
        INSERT_SUBSCRIBER_DATA
    }
}
