package dev.bestow.wire.s6t;

import dev.bestow.core.Imsi;
import dev.bestow.core.RandId;
import dev.bestow.keys.KeyKind;

/// A key server asks the HSS for the key of an AKA run, in a Configuration-Information-Request (CIR, 8388718): an
/// MME says that the run succeeded, and no push has brought the key.
///
/// Deviation: S6t carries no keys in TS 29.336, and TR 33.863 does not say what becomes of a lost push.
///
/// @param kind of which kind the key is: a run may leave several
/// @param randId the run; among those of one subscriber 32 bits tell it
public record KeyPull(Imsi imsi, KeyKind kind, RandId randId) {}
