package dev.bestow.keystore.history;

import dev.bestow.core.KeyName;
import dev.bestow.core.Octets;
import dev.bestow.core.Rand;
import dev.bestow.keys.KeyKind;
import dev.bestow.keystore.Confirmation;
import dev.bestow.keystore.Erasure;
import dev.bestow.keystore.HandOut;
import dev.bestow.keystore.HandshakeReport;
import dev.bestow.keystore.KeyOwner;
import dev.bestow.keystore.KeyRing;
import dev.bestow.keystore.KeyRingLimits;
import dev.bestow.keystore.KeyWrap;
import dev.bestow.keystore.LocationProof;
import dev.bestow.keystore.OwnRun;
import dev.bestow.keystore.Proof;
import dev.bestow.keystore.ProofOutcome;
import dev.bestow.keystore.PushOutcome;
import dev.bestow.keystore.PushedKey;
import dev.bestow.keystore.Selection;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

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
        KeyKind kind = key.key().kind();
        Octets wrapped =
                wrap.wrap(KeyRow.identity(key.imsi(), kind, key.rand()), key.key().octets());
        KeyRow row = KeyRow.of(key, wrapped);
        KindHistory after =
                rows.merge(
                                key.imsi(),
                                Set.of(kind),
                                history ->
                                        history.of(kind).hasRoomFor(row, limits)
                                                ? history.withKey(kind, row, limits)
                                                : history)
                        .of(kind);
        Optional<KeyRow> kept = after.key(key.rand());
        if (kept.isEmpty()) {
            return after.hasRoomFor(row, limits) ? PushOutcome.OUTDATED : PushOutcome.TOO_MANY;
        }
        return after.isProven(kept.get()) ? PushOutcome.PROVEN : PushOutcome.PENDING;
    }

    @Override
    public ProofOutcome prove(Proof proof) {
        return switch (proof) {
            case Confirmation confirmation -> confirm(confirmation);
            case LocationProof location -> locate(location);
            case HandshakeReport report -> report(report);
            case OwnRun run -> succeed(run);
        };
    }

    private ProofOutcome confirm(Confirmation fact) {
        if (!fact.guti().mmeFqdn().equals(fact.originHost())) {
            return ProofOutcome.FOREIGN_GUTI;
        }
        ConfirmedRow row = ConfirmedRow.of(fact);
        GutiOwner owner = GutiOwner.of(fact, limits);
        UnaryOperator<KeyHistory> rule = withProofs(fact.kind(), proofs -> proofs.with(row));
        KindHistory after =
                rows.mergeOwned(fact.imsi(), Set.of(fact.kind()), rule, fact.guti(), owner)
                        .of(fact.kind());
        Optional<KeyRow> key = after.key(fact.rand());
        boolean kept = after.proofs().confirmed().stream().anyMatch(known -> known.mergesWith(row));
        if (key.isEmpty()) {
            return kept ? ProofOutcome.UNMATCHED : ProofOutcome.OUTDATED;
        }
        if (kept) {
            return ProofOutcome.PROVEN;
        }
        return key.get().requestingHost().equals(fact.originHost())
                ? ProofOutcome.OUTDATED
                : ProofOutcome.FOREIGN_KEY;
    }

    private ProofOutcome locate(LocationProof fact) {
        LocationRow row = LocationRow.of(fact);
        KindHistory after = proved(fact, proofs -> proofs.with(row));
        if (after.proofs().locations().stream().noneMatch(known -> known.mergesWith(row))) {
            return ProofOutcome.OUTDATED;
        }
        List<KeyRow> keys = after.keys().stream().filter(row::covers).toList();
        if (keys.stream().anyMatch(row::proves)) {
            return ProofOutcome.PROVEN;
        }
        return keys.isEmpty() ? ProofOutcome.UNMATCHED : ProofOutcome.AWAITS_CONFIRMATION;
    }

    private ProofOutcome report(HandshakeReport fact) {
        KindHistory after = proved(fact, proofs -> withReport(proofs, fact));
        Optional<HandOutRow> handOut = handOut(after.proofs(), fact);
        if (handOut.isEmpty()) {
            return ProofOutcome.NOT_HANDED_OUT;
        }
        return outcome(after, fact.rand(), handOut.get().isReported());
    }

    private static Proofs withReport(Proofs proofs, HandshakeReport fact) {
        return handOut(proofs, fact)
                .map(row -> proofs.with(row.reported(fact.reportedAtMs())))
                .orElse(proofs);
    }

    private static Optional<HandOutRow> handOut(Proofs proofs, HandshakeReport fact) {
        return proofs.handOuts().stream().filter(row -> row.isAbout(fact)).findFirst();
    }

    private ProofOutcome succeed(OwnRun fact) {
        KindHistory after = proved(fact, proofs -> proofs.with(OwnRunRow.of(fact)));
        return outcome(after, fact.rand(), after.proofs().ownRun(fact.rand()) != null);
    }

    /// @param kept whether the proof counts, or would if its key were here
    private static ProofOutcome outcome(KindHistory after, Rand rand, boolean kept) {
        Optional<KeyRow> key = after.key(rand);
        if (key.isEmpty()) {
            return kept ? ProofOutcome.UNMATCHED : ProofOutcome.OUTDATED;
        }
        if (key.get().awaitsConfirmation()) {
            return ProofOutcome.AWAITS_CONFIRMATION;
        }
        return kept ? ProofOutcome.PROVEN : ProofOutcome.OUTDATED;
    }

    private KindHistory proved(Proof fact, UnaryOperator<Proofs> change) {
        return rows.merge(fact.imsi(), Set.of(fact.kind()), withProofs(fact.kind(), change))
                .of(fact.kind());
    }

    private UnaryOperator<KeyHistory> withProofs(KeyKind kind, UnaryOperator<Proofs> change) {
        return history -> history.withProofs(kind, change.apply(history.of(kind).proofs()), limits);
    }

    @Override
    public void noteHandOut(HandOut fact) {
        HandOutRow row = HandOutRow.of(fact);
        rows.merge(
                fact.imsi(),
                Set.of(fact.kind()),
                withProofs(fact.kind(), proofs -> proofs.with(row)));
    }

    @Override
    public void erase(Erasure fact) {
        rows.merge(
                fact.imsi(),
                EnumSet.allOf(KeyKind.class),
                history -> history.withErasure(fact, limits));
    }

    @Override
    public Selection select(KeyKind kind, KeyName name, long nowMs, Predicate<KeyOwner> mayHave) {
        return selector.select(kind, name, nowMs, mayHave);
    }

    @Override
    public long sweep(long nowMs) {
        return rows.sweep(
                history -> history.swept(nowMs, limits), owner -> nowMs >= owner.keptUntilMs());
    }
}
