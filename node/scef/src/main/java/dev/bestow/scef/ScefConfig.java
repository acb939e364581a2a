package dev.bestow.scef;

import dev.bestow.core.Guti;
import dev.bestow.core.InvalidValue;
import dev.bestow.core.PlmnId;
import dev.bestow.keyserver.KeyServerConfig;

import java.util.List;

/// How one SCEF behaves.
///
/// @param keyServer whom it serves, and how much
/// @param pools MMEs that may confirm keys and be asked for them; a GUTI is attacker-chosen, so
///     nothing is routed outside of this list
/// @param pullDeadlineMs how long an MME or an HSS may take to answer when it is asked for a key
/// @param derives whether MMEs are asked for Ks, of which each Ks_AS is derived here
public record ScefConfig(
        KeyServerConfig keyServer, List<MmePool> pools, long pullDeadlineMs, boolean derives) {
    /// Longer than an answer takes, and shorter than an application server waits.
    public static final long PULL_DEADLINE_MS = 2_000;

    /// MME groups `firstGroup` to `lastGroup` of one network.
    public record MmePool(PlmnId plmn, int firstGroup, int lastGroup) {
        public MmePool {
            if (firstGroup < 0 || lastGroup > 0xffff || firstGroup > lastGroup) {
                throw new InvalidValue("MME pool", "needs groups from 0 to ffff, lowest first");
            }
        }

        boolean holds(Guti guti) {
            return plmn.equals(guti.plmn())
                    && guti.mmeGroup() >= firstGroup
                    && guti.mmeGroup() <= lastGroup;
        }
    }

    public ScefConfig {
        pools = List.copyOf(pools);
    }

    boolean mayRouteTo(Guti guti) {
        return pools.stream().anyMatch(pool -> pool.holds(guti));
    }
}
