package dev.bestow.network;

import dev.bestow.network.config.DiameterSection;
import dev.bestow.network.config.Differences;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What became of the Diameter peers between two configurations, a line for each.
final class PeerChanges {
    private PeerChanges() {}

    static List<String> lines(DiameterSection before, DiameterSection after) {
        Map<String, DiameterSection.Peer> old = byHost(before);
        Map<String, DiameterSection.Peer> fresh = byHost(after);
        List<String> lines = new ArrayList<>();
        for (DiameterSection.Peer peer : before.peers()) {
            if (!fresh.containsKey(peer.host())) {
                lines.add("peer " + peer.host() + " removed");
            }
        }
        for (DiameterSection.Peer peer : after.peers()) {
            DiameterSection.Peer known = old.get(peer.host());
            if (known == null) {
                lines.add("peer %s added (%s)".formatted(peer.host(), peer.role()));
            } else if (!known.equals(peer)) {
                lines.add(
                        "peer %s changed (%s)"
                                .formatted(
                                        peer.host(),
                                        String.join(", ", Differences.between(known, peer))));
            }
        }
        if (lines.isEmpty() && !before.peers().equals(after.peers())) {
            lines.add("peers are preferred in another order");
        }
        return lines;
    }

    private static Map<String, DiameterSection.Peer> byHost(DiameterSection section) {
        Map<String, DiameterSection.Peer> byHost = new LinkedHashMap<>();
        section.peers().forEach(peer -> byHost.put(peer.host(), peer));
        return byHost;
    }
}
