package dev.bestow.conformance;

import dev.bestow.conformance.IsolationPopulation.Endpoint;
import dev.bestow.conformance.IsolationPopulation.Ue;
import dev.bestow.core.AsId;
import dev.bestow.core.Rand;
import dev.bestow.core.RandId;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// Every AKA run so far, and whose its keys are. Thread-safe.
final class IsolationRuns {
    /// One run.
    record Run(Rand rand, Ue ue) {}

    private final List<Run> all = new CopyOnWriteArrayList<>();
    private final Map<Rand, Run> byRand = new ConcurrentHashMap<>();
    private final Map<RandId, List<Run>> byName = new ConcurrentHashMap<>();
    private final Map<AsId, List<Run>> allowing = new ConcurrentHashMap<>();
    private final KeyOwners owners;

    IsolationRuns(IsolationPopulation population) {
        owners = new KeyOwners(population.endpoints().stream().map(Endpoint::name).toList());
    }

    /// An attach as far as the HSS sees it.
    ///
    /// @param located whether the MME says in the end where the device is
    void attach(PublicMme mme, Ue ue, boolean located) {
        PublicVector vector = PublicVector.ask(mme, ue.imsi());
        try (var ckIk = vector.accepted(ue.usim()).octets()) {
            owners.add(vector, ckIk.use(byte[]::clone));
        }
        if (located) {
            PublicVector.updateLocation(mme, ue.imsi());
        }
        var run = new Run(vector.rand(), ue);
        byRand.put(run.rand(), run);
        ue.allowed().forEach(each -> listed(allowing, each).add(run));
        listed(byName, run.rand().id()).add(run);
        all.add(run);
    }

    private static <K> List<Run> listed(Map<K, List<Run>> lists, K key) {
        return lists.computeIfAbsent(key, _ -> new CopyOnWriteArrayList<>());
    }

    List<Run> all() {
        return all;
    }

    List<Run> allowing(Endpoint endpoint) {
        return allowing.getOrDefault(endpoint.name(), List.of());
    }

    /// Those whose keys answer to this name.
    List<Run> named(@Nullable RandId name) {
        return name == null ? List.of() : byName.getOrDefault(name, List.of());
    }

    @Nullable Run of(Rand rand) {
        return byRand.get(rand);
    }

    KeyOwners.Owner owner(String key) {
        return owners.of(key);
    }
}
