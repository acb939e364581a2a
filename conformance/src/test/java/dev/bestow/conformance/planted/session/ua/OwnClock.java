package dev.bestow.conformance.planted.session.ua;

/// Takes the time by itself.
final class OwnClock {
    long now() {
        return System.nanoTime();
    }
}
