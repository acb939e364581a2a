package dev.bestow.session.ua;

import dev.bestow.core.Octets;

import java.security.MessageDigest;

/// The one way MACs are compared here: in a time that does not depend on where they differ.
final class ConstantTime {
    private ConstantTime() {}

    static boolean equal(Octets theirs, Octets ours) {
        return MessageDigest.isEqual(theirs.toArray(), ours.toArray());
    }
}
