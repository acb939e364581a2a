package dev.bestow.keystore.history;

import dev.bestow.core.KeyName;
import dev.bestow.core.Octets;
import dev.bestow.keystore.ConfirmOutcome;
import dev.bestow.keystore.Confirmation;
import dev.bestow.keystore.Erasure;
import dev.bestow.keystore.KeyRing;
import dev.bestow.keystore.KeyRingLimits;
import dev.bestow.keystore.KeyWrap;
import dev.bestow.keystore.PushOutcome;
import dev.bestow.keystore.PushedKey;
import dev.bestow.keystore.Selection;

/// The key ring over any engine that has [KeyRows].
public final class MergingKeyRing implements KeyRing {
    private final KeyRows rows;
    private final KeyRingLimits limits;
    private final KeyWrap wrap;
    private final KeySelector selector;

    public MergingKeyRing(KeyRows rows, KeyRingLimits limits, KeyWrap wrap) {
        this.rows = rows;
        this.limits = limits;
        this.wrap = wrap;
        this.selector = new KeySelector(rows, limits, wrap);
    }

    @Override
    public PushOutcome push(PushedKey key) {
        Octets wrapped = wrap.wrap(KeyRow.identity(key.imsi(), key.rand()), key.ks().octets());
        KeyRow row = KeyRow.of(key, wrapped);
        KeyHistory after =
                rows.merge(
                        key.imsi(),
                        history ->
                                history.hasRoomFor(row, limits)
                                        ? history.withKey(row, limits)
                                        : history);
        if (after.key(key.rand()).isEmpty()) {
            return after.hasRoomFor(row, limits) ? PushOutcome.OUTDATED : PushOutcome.TOO_MANY;
        }
        return after.confirmation(key.rand()).isPresent()
                ? PushOutcome.PROVEN
                : PushOutcome.PENDING;
    }

    @Override
    public ConfirmOutcome confirm(Confirmation fact) {
        if (!fact.guti().mmeFqdn().equals(fact.originHost())) {
            return ConfirmOutcome.FOREIGN_GUTI;
        }
        ConfirmedRow row = ConfirmedRow.of(fact);
        GutiOwner owner = GutiOwner.of(fact, limits);
        KeyHistory after =
                rows.mergeOwned(
                        fact.imsi(),
                        history -> history.withConfirmation(row, limits),
                        fact.guti(),
                        owner);
        boolean keyKnown = after.key(fact.rand()).isPresent();
        boolean kept = after.confirmed().stream().anyMatch(known -> known.mergesWith(row));
        if (keyKnown) {
            return kept ? ConfirmOutcome.CONFIRMED : ConfirmOutcome.FOREIGN_KEY;
        }
        return kept ? ConfirmOutcome.UNMATCHED : ConfirmOutcome.OUTDATED;
    }

    @Override
    public void erase(Erasure fact) {
        rows.merge(fact.imsi(), history -> history.withErasure(fact, limits));
    }

    @Override
    public Selection select(KeyName name, long nowMs) {
        return selector.select(name, nowMs);
    }

    @Override
    public long sweep(long nowMs) {
        return rows.sweep(
                history -> history.swept(nowMs, limits), owner -> nowMs >= owner.keptUntilMs());
    }
}
