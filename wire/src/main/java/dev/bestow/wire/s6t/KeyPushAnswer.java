package dev.bestow.wire.s6t;

/// What the receiver of a [KeyPush] says, in the Reporting-Information-Answer (RIA, 8388719).
public sealed interface KeyPushAnswer {
    /// Stored durably, or known already: pushing again is always safe.
    record Accepted() implements KeyPushAnswer {}

    /// DIAMETER_SUCCESS without our answer AVP: the peer ignored the push, as an SCEF without Bestow
    /// has to. The key is not there.
    record NotSupported() implements KeyPushAnswer {}

    /// Any Result-Code or Experimental-Result-Code but success. Encodes as a Result-Code.
    record Refused(int code) implements KeyPushAnswer {}
}
