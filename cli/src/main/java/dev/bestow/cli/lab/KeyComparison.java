package dev.bestow.cli.lab;

import dev.bestow.core.Octets;
import dev.bestow.core.Secret;
import dev.bestow.keys.KApp;
import dev.bestow.session.ua.KAppObserver;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// Sees K_app at both ends and compares in constant time. In the lab only: nothing else may know a key
/// of two parties at once.
///
/// A device makes a K_app for each attempt to send a report. When the operator does not have its key, which
/// happens when a push comes late, it attaches and tries once more, and nobody ever derives the first K_app. So
/// only the last attempt of a device has to have its like at the server; whatever the server derives has to have
/// its like at a device.
final class KeyComparison {
    private record Name(Octets key, Octets randAs) {}

    private final Map<Name, Secret> ofDevices = new HashMap<>();
    private final Map<Name, Secret> ofServer = new HashMap<>();
    private final Map<Integer, Name> lastAttempts = new HashMap<>();
    private final Set<Name> givenUp = new HashSet<>();
    private int matched;
    private int mismatched;

    /// For device `number`.
    KAppObserver device(int number) {
        return (name, randAs, kApp) -> onDevice(number, new Name(name.octets(), randAs), kApp);
    }

    /// For the application server.
    KAppObserver server() {
        return (name, randAs, kApp) -> onServer(new Name(name.octets(), randAs), kApp);
    }

    private synchronized void onDevice(int number, Name name, KApp kApp) {
        Name before = lastAttempts.put(number, name);
        if (before != null && ofDevices.containsKey(before)) {
            givenUp.add(before);
        }
        meet(name, kApp, ofDevices, ofServer);
    }

    private synchronized void onServer(Name name, KApp kApp) {
        // It was taken after all.
        givenUp.remove(name);
        meet(name, kApp, ofServer, ofDevices);
    }

    private void meet(Name name, KApp kApp, Map<Name, Secret> here, Map<Name, Secret> there) {
        Secret ours = kApp.octets().copy();
        Secret theirs = there.remove(name);
        if (theirs == null) {
            here.put(name, ours);
            return;
        }
        if (ours.equals(theirs)) {
            matched++;
        } else {
            mismatched++;
        }
        ours.close();
        theirs.close();
    }

    /// Session keys that were the same at both ends.
    synchronized int matched() {
        return matched;
    }

    /// Session keys of one name that differed.
    synchronized int mismatched() {
        return mismatched;
    }

    /// Session keys only one end ever derived, and both should have.
    synchronized int oneSided() {
        return ofDevices.size() - givenUp.size() + ofServer.size();
    }

    /// Session keys of attempts that a device gave up and repeated.
    synchronized int givenUp() {
        return givenUp.size();
    }
}
