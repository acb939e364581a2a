package dev.bestow.cli.lab;

import dev.bestow.core.Octets;
import dev.bestow.core.Secret;
import dev.bestow.keys.KApp;
import dev.bestow.session.ua.FullName;
import dev.bestow.session.ua.KAppObserver;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// Sees K_app at both ends and compares in constant time. In the lab only: nothing else may know a key
/// of two parties at once.
final class KeyComparison {
    private record Name(Octets key, Octets randAs) {}

    private final ConcurrentHashMap<Name, Secret> waiting = new ConcurrentHashMap<>();
    private final AtomicInteger matched = new AtomicInteger();
    private final AtomicInteger mismatched = new AtomicInteger();

    /// For one end; the other end gets the same.
    KAppObserver observer() {
        return this::observed;
    }

    private void observed(FullName name, Octets randAs, KApp kApp) {
        Secret ours = kApp.octets().copy();
        Secret theirs = waiting.putIfAbsent(new Name(name.octets(), randAs), ours);
        if (theirs == null) {
            return;
        }
        waiting.remove(new Name(name.octets(), randAs));
        (ours.equals(theirs) ? matched : mismatched).incrementAndGet();
        ours.close();
        theirs.close();
    }

    /// Session keys that were the same at both ends.
    int matched() {
        return matched.get();
    }

    /// Session keys of one name that differed.
    int mismatched() {
        return mismatched.get();
    }

    /// Session keys only one end ever derived.
    int oneSided() {
        return waiting.size();
    }
}
