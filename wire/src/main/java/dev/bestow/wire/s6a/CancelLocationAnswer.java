package dev.bestow.wire.s6a;

/// Cancel-Location-Answer (CLA, 317). An MME that does not know the UE answers success too (TS 29.272
/// clause 5.2.1.2.3).
public sealed interface CancelLocationAnswer {
    /// DIAMETER_SUCCESS; the MME serves this UE no longer.
    record Success() implements CancelLocationAnswer {}

    /// Any Result-Code or Experimental-Result-Code but success. Encodes as a Result-Code.
    record Failed(int resultCode) implements CancelLocationAnswer {}
}
