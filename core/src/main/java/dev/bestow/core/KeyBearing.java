package dev.bestow.core;

/// A message with keys in it, which whoever needs it last wipes.
public interface KeyBearing extends AutoCloseable {
    /// Wipes the keys.
    @Override
    void close();
}
