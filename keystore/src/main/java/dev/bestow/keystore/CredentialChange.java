package dev.bestow.keystore;

import dev.bestow.core.Imsi;

/// Other octets for the same keys: what a subscriber's credentials are when they have been wrapped again.
///
/// @param imsi whose
/// @param known what they were wrapped again from; the change counts only while they are still stored
/// @param next what is to stand in their place
public record CredentialChange(Imsi imsi, WrappedCredentials known, WrappedCredentials next) {}
