package dev.bestow.keyserver.trace;

import dev.bestow.core.Clock;
import dev.bestow.core.Imsi;
import dev.bestow.core.KeyName;
import dev.bestow.core.RandId;
import dev.bestow.keys.KeyKind;
import dev.bestow.keystore.Confirmation;
import dev.bestow.keystore.Erasure;
import dev.bestow.keystore.HandOut;
import dev.bestow.keystore.HandshakeReport;
import dev.bestow.keystore.KeyOwner;
import dev.bestow.keystore.KeyRing;
import dev.bestow.keystore.LocationProof;
import dev.bestow.keystore.OwnRun;
import dev.bestow.keystore.Proof;
import dev.bestow.keystore.ProofOutcome;
import dev.bestow.keystore.PushOutcome;
import dev.bestow.keystore.PushedKey;
import dev.bestow.keystore.Selection;

import java.util.function.Predicate;

/// A key ring whose facts are noted when they are merged. A push brings a subscriber into the trace, and so does a
/// proof of a key that is here, for a push has brought it. Everything else is noted of subscribers that are there.
public final class TracedKeyRing implements KeyRing {
    private final KeyRing keys;
    private final KeyServerTrace trace;

    public TracedKeyRing(KeyRing keys, Clock clock) {
        this.keys = keys;
        this.trace = new KeyServerTrace(clock);
    }

    /// What happened to its keys.
    public KeyServerTrace trace() {
        return trace;
    }

    @Override
    public PushOutcome push(PushedKey key) {
        PushOutcome outcome = keys.push(key);
        trace.named(new KeyName.ByRand(key.rand().id()), key.imsi());
        RandId shortHash = key.shortHash();
        if (shortHash != null) {
            trace.named(new KeyName.ByRand(shortHash), key.imsi());
        }
        trace.subscribers()
                .note(
                        key.imsi(),
                        new KeyServerEvent.Pushed(
                                key.rand().id(),
                                key.key().kind(),
                                key.requestingHost(),
                                key.awaitsConfirmation(),
                                outcome));
        return outcome;
    }

    @Override
    public ProofOutcome prove(Proof proof) {
        ProofOutcome outcome = keys.prove(proof);
        if (outcome == ProofOutcome.PROVEN) {
            trace.subscribers().note(proof.imsi(), event(proof, outcome));
        } else {
            trace.subscribers().noteIfKnown(proof.imsi(), event(proof, outcome));
        }
        if (outcome == ProofOutcome.PROVEN && proof instanceof Confirmation confirmation) {
            trace.named(confirmation);
        }
        return outcome;
    }

    private static KeyServerEvent event(Proof proof, ProofOutcome outcome) {
        return switch (proof) {
            case Confirmation by ->
                    new KeyServerEvent.Proven(
                            KeyServerEvent.Proven.Source.MME,
                            by.originHost(),
                            by.rand().id(),
                            outcome);
            case LocationProof by ->
                    new KeyServerEvent.Proven(
                            KeyServerEvent.Proven.Source.LOCATION, by.host(), null, outcome);
            case HandshakeReport by ->
                    new KeyServerEvent.Proven(
                            KeyServerEvent.Proven.Source.ENDPOINT,
                            by.endpoint().fqdn(),
                            by.rand().id(),
                            outcome);
            case OwnRun by ->
                    new KeyServerEvent.Proven(
                            KeyServerEvent.Proven.Source.OWN_RUN,
                            "this key server",
                            by.rand().id(),
                            outcome);
        };
    }

    @Override
    public void noteHandOut(HandOut handOut) {
        keys.noteHandOut(handOut);
    }

    @Override
    public void erase(Erasure erasure) {
        keys.erase(erasure);
        trace.subscribers()
                .noteIfKnown(erasure.imsi(), new KeyServerEvent.Erased(erasure.epochFloor()));
    }

    @Override
    public Selection select(KeyKind kind, KeyName name, long nowMs, Predicate<KeyOwner> mayHave) {
        Selection selection = keys.select(kind, name, nowMs, mayHave);
        switch (selection) {
            case Selection.Found found ->
                    found.candidates().forEach(candidate -> trace.named(name, candidate));
            case Selection.Withheld(Imsi imsi) -> trace.named(name, imsi);
            case Selection.NotYet _, Selection.Unreadable _, Selection.Unknown _ -> {}
        }
        return selection;
    }

    @Override
    public long sweep(long nowMs) {
        return keys.sweep(nowMs);
    }
}
