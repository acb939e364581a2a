package dev.bestow.cli.lab;

/// Sees how each device of a fleet gets on; called on its thread, many at once.
public interface FleetWatcher {
    /// Does not look.
    FleetWatcher NONE = new FleetWatcher() {};

    /// The device begins to attach.
    default void began(int number) {}

    /// It is attached.
    default void attached(int number) {}

    /// Its report was answered.
    default void delivered(int number) {}

    /// It is done, whatever came of it.
    default void ended(int number) {}
}
