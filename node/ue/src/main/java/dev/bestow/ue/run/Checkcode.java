package dev.bestow.ue.run;

import dev.bestow.core.Octets;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// What both ends saw of the AKA-Identity messages of a run, so that nobody can have changed them (RFC 4187 clause
/// 10.13): SHA-1 over all of them in their order.
final class Checkcode {
    private final MessageDigest sha1;
    private boolean any;

    Checkcode() {
        try {
            sha1 = MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }

    /// One round.
    void add(byte[] request, byte[] response) {
        any = true;
        sha1.update(request);
        sha1.update(response);
    }

    /// So far: 20 octets, or none where there was no round.
    Octets digest() {
        if (!any) {
            return Octets.EMPTY;
        }
        try {
            return Octets.copyOf(((MessageDigest) sha1.clone()).digest());
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("SHA-1 of the platform can be cloned", e);
        }
    }
}
