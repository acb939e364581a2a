package dev.bestow.keystore;

import dev.bestow.core.Imei;
import dev.bestow.core.Imsi;
import dev.bestow.core.PlmnId;

import org.jspecify.annotations.Nullable;

import java.util.Locale;
import java.util.Optional;

/// The MME that serves a subscriber, as its last Update Location left it (TS 29.272 clause 5.2.1.1).
///
/// @param host its Diameter identity, in lower case: identities compare without case
/// @param realm its realm
/// @param visited the network it serves in
/// @param purged whether it has said since that it keeps nothing of the UE (Purge UE)
/// @param hasKeyPolicy whether it may be told who may have keys of the subscriber: it was, with that Update Location. A
///     row of before this was noted has it set, as every MME was told then
/// @param imei the device, or null where the MME said nothing
public record ServingMme(
        String host,
        String realm,
        PlmnId visited,
        boolean purged,
        boolean hasKeyPolicy,
        @Nullable Imei imei) {
    public ServingMme {
        host = host.toLowerCase(Locale.ROOT);
        realm = realm.toLowerCase(Locale.ROOT);
    }

    /// What is to be told to the MME that served until `now` does: nothing to itself, or to one that has purged
    /// the UE.
    ///
    /// @param noticeId the id of the notice
    public Optional<Notice> cancelledBy(ServingMme now, Imsi imsi, long noticeId) {
        return purged || host.equals(now.host)
                ? Optional.empty()
                : Optional.of(new Notice(Notice.Kind.CANCEL_LOCATION, imsi, host, realm, noticeId));
    }

    /// Whether `notice` says that this MME serves no longer, which is void when it does.
    public boolean voids(Notice notice) {
        return notice.kind() == Notice.Kind.CANCEL_LOCATION && notice.host().equals(host);
    }

    /// The same, which keeps nothing of the UE any more.
    public ServingMme asPurged() {
        return new ServingMme(host, realm, visited, true, hasKeyPolicy, imei);
    }
}
