package dev.bestow.wire.s6t;

import dev.bestow.core.Imsi;
import dev.bestow.core.RandId;
import dev.bestow.keys.KeyKind;

import org.jspecify.annotations.Nullable;

/// A key server asks the HSS for the key of an AKA run, in a Configuration-Information-Request (CIR, 8388718): an
/// MME says that the run succeeded, and no push has brought the key; or none is pushed, and a device is about to use
/// it (TR 33.863 solutions 1C and 1E-C).
///
/// Deviation: S6t carries no keys in TS 29.336, and TR 33.863 does not say what becomes of a lost push, nor how an HSE
/// asks.
///
/// @param kind of which kind the key is: a run may leave several
/// @param randId the run; among those of one subscriber 32 bits tell it. Null for that of the last vector that left for
///     the serving MME
public record KeyPull(Imsi imsi, KeyKind kind, @Nullable RandId randId) {}
