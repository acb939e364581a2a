package dev.bestow.keystore;

import dev.bestow.core.Imsi;
import dev.bestow.keys.KeyKind;

/// A fact that says of which AKA runs the keys are proven, from one of four sources. Anybody can cause the push of
/// a key by attaching with somebody's IMSI; a proof is what only the genuine SIM can cause.
///
/// Each source keeps its own last [KeyRingLimits#provenPerSource] keys, and none displaces another's. A key that
/// awaits its confirmation is proven by that alone.
public sealed interface Proof permits Confirmation, LocationProof, HandshakeReport, OwnRun {
    /// Whose key.
    Imsi imsi();

    /// Of which kind.
    KeyKind kind();
}
