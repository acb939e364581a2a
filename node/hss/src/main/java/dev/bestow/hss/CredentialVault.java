package dev.bestow.hss;

import dev.bestow.aka.Credentials;
import dev.bestow.keystore.Subscriber;

/// Opens a subscriber's wrapped credentials.
@FunctionalInterface
public interface CredentialVault {
    /// K and OPc in clear; the caller closes them as soon as the vector is made.
    Credentials open(Subscriber subscriber);
}
