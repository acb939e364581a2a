package dev.bestow.keystore;

import dev.bestow.core.PlmnId;

import java.util.Locale;

/// The MME that serves a subscriber, as its last Update Location left it (TS 29.272 clause 5.2.1.1).
///
/// @param host its Diameter identity, in lower case: identities compare without case
/// @param realm its realm
/// @param visited the network it serves in
/// @param purged whether it has said since that it keeps nothing of the UE (Purge UE)
public record ServingMme(String host, String realm, PlmnId visited, boolean purged) {
    public ServingMme {
        host = host.toLowerCase(Locale.ROOT);
        realm = realm.toLowerCase(Locale.ROOT);
    }

    /// The same, which keeps nothing of the UE any more.
    public ServingMme asPurged() {
        return new ServingMme(host, realm, visited, true);
    }
}
