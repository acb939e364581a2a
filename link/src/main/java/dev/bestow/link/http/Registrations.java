package dev.bestow.link.http;

import dev.bestow.core.AsId;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/// As whom a certificate speaks when its request names nobody. In memory: after a restart an endpoint registers again.
/// Certificates of the same names are taken for one, so a renewed one stays registered. One registration for each
/// endpoint, the last: as many as the operator serves. Thread-safe.
final class Registrations {
    private final Map<AsId, Set<String>> namesByEndpoint = new HashMap<>();

    /// From now on whoever has a certificate of these names speaks as `endpoint`.
    ///
    /// @param endpoint one that the operator serves, and one of the names
    synchronized void register(AsId endpoint, Set<String> names) {
        namesByEndpoint.values().remove(names);
        namesByEndpoint.put(endpoint, Set.copyOf(names));
    }

    /// Nobody speaks as `endpoint` any more, until it registers again.
    synchronized void forget(AsId endpoint) {
        namesByEndpoint.remove(endpoint);
    }

    /// Who registered with a certificate of these names; null when nobody did.
    synchronized @Nullable AsId of(Set<String> names) {
        for (Map.Entry<AsId, Set<String>> entry : namesByEndpoint.entrySet()) {
            if (entry.getValue().equals(names)) {
                return entry.getKey();
            }
        }
        return null;
    }
}
