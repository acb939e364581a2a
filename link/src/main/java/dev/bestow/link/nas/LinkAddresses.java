package dev.bestow.link.nas;

import org.jspecify.annotations.Nullable;

import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.Map;

/// Where the links of one worker were last heard. Bounded: the link that was silent for longest gives
/// way, and is learned again when it speaks. Thread-safe.
final class LinkAddresses {
    private static final float LOAD_FACTOR = 0.75f;

    private final Map<Integer, InetSocketAddress> byLink;

    LinkAddresses(int maxLinks) {
        byLink =
                new LinkedHashMap<>(16, LOAD_FACTOR, true) {
                    private static final long serialVersionUID = 1L;

                    @Override
                    protected boolean removeEldestEntry(
                            Map.Entry<Integer, InetSocketAddress> eldest) {
                        return size() > maxLinks;
                    }
                };
    }

    synchronized void learn(int linkId, InetSocketAddress address) {
        byLink.put(linkId, address);
    }

    synchronized @Nullable InetSocketAddress of(int linkId) {
        return byLink.get(linkId);
    }

    synchronized void forget(int linkId) {
        byLink.remove(linkId);
    }
}
