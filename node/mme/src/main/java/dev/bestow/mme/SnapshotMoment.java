package dev.bestow.mme;

/// When a snapshot was taken, which says what may have happened since.
public enum SnapshotMoment {
    /// While UEs were served: some may have been given newer keys since.
    RUNNING,
    /// After the last UE was served: nothing has changed since.
    STOPPED
}
