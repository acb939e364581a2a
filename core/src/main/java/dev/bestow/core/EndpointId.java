package dev.bestow.core;

/// The name of an endpoint that application keys are derived for: an FQDN, up to 253 ASCII characters, lower-case
/// A-labels, no trailing dot. It is key derivation input octet by octet, so anything else is refused rather than
/// normalised. What kind of endpoint it is decides which derivation takes it.
public sealed interface EndpointId permits AsId, EmseId, EeseId, HseId {
    String fqdn();
}
