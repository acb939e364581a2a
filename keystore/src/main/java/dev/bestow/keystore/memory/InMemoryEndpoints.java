package dev.bestow.keystore.memory;

import dev.bestow.core.AsId;
import dev.bestow.core.Rand;
import dev.bestow.keystore.EndpointStore;
import dev.bestow.keystore.Revocation;
import dev.bestow.keystore.Standing;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

final class InMemoryEndpoints implements EndpointStore {
    private final Map<Leaf, Long> revokedUntilMs = new HashMap<>();
    private final Map<AsId, Standing> standings = new HashMap<>();

    private record Leaf(AsId endpoint, Rand rand) {}

    @Override
    public synchronized void revoke(Revocation fact) {
        revokedUntilMs.merge(new Leaf(fact.endpoint(), fact.rand()), fact.keptUntilMs(), Math::max);
    }

    @Override
    public synchronized boolean isRevoked(AsId endpoint, Rand rand) {
        return revokedUntilMs.containsKey(new Leaf(endpoint, rand));
    }

    @Override
    public synchronized Standing standing(AsId endpoint) {
        return standings.getOrDefault(endpoint, Standing.initial(endpoint));
    }

    @Override
    public synchronized void keep(Standing standing) {
        standings.merge(
                standing.endpoint(),
                standing,
                (known, next) -> next.change() > known.change() ? next : known);
    }

    @Override
    public synchronized List<Standing> standings() {
        return standings.values().stream()
                .sorted(Comparator.comparing(standing -> standing.endpoint().fqdn()))
                .toList();
    }

    @Override
    public synchronized long sweep(long nowMs) {
        long before = revokedUntilMs.size();
        revokedUntilMs.values().removeIf(untilMs -> untilMs <= nowMs);
        return before - revokedUntilMs.size();
    }
}
