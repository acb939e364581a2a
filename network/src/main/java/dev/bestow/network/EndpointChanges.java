package dev.bestow.network;

import dev.bestow.core.AsId;
import dev.bestow.keys.solution.Solution;
import dev.bestow.keyserver.KeyServerConfig;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// What became of a key server's endpoints between two configurations.
///
/// @param gone those it does not serve any more
/// @param lines a line for each endpoint
record EndpointChanges(Set<AsId> gone, List<String> lines) {
    static EndpointChanges between(KeyServerConfig before, KeyServerConfig after) {
        List<AsId> all =
                Stream.concat(before.servers().stream(), after.servers().stream())
                        .distinct()
                        .sorted((one, other) -> one.fqdn().compareTo(other.fqdn()))
                        .toList();
        List<String> lines = new ArrayList<>();
        List<AsId> gone = new ArrayList<>();
        for (AsId endpoint : all) {
            if (!after.servers().contains(endpoint)) {
                lines.add("endpoint " + endpoint + " removed");
                gone.add(endpoint);
            } else if (before.servers().contains(endpoint)) {
                changed(endpoint, before, after, lines);
            } else {
                lines.add("endpoint %s added (%s)".formatted(endpoint, row(after, endpoint)));
            }
        }
        return new EndpointChanges(Set.copyOf(gone), lines);
    }

    private static void changed(
            AsId endpoint, KeyServerConfig before, KeyServerConfig after, List<String> lines) {
        Solution old = row(before, endpoint);
        Solution fresh = row(after, endpoint);
        if (!old.equals(fresh)) {
            lines.add("endpoint %s is served by %s, not by %s".formatted(endpoint, fresh, old));
        }
        boolean translates = after.translating().contains(endpoint);
        if (translates != before.translating().contains(endpoint)) {
            lines.add(
                    "endpoint %s is told %s"
                            .formatted(endpoint, translates ? "IMSIs from now on" : "no IMSIs"));
        }
    }

    private static Solution row(KeyServerConfig config, AsId endpoint) {
        return config.plan().serving(endpoint);
    }
}
