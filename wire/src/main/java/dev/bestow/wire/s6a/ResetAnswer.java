package dev.bestow.wire.s6a;

import dev.bestow.wire.diameter.Result;

/// Reset-Answer (RSA, 322) (TS 29.272 clause 7.2.16).
public sealed interface ResetAnswer {
    /// DIAMETER_SUCCESS; the HSS is asked anew about each UE.
    record Success() implements ResetAnswer {}

    /// Any other result but success.
    record Failed(Result result) implements ResetAnswer {}
}
