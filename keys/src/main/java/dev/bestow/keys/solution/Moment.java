package dev.bestow.keys.solution;

/// When something travels on a [Leg].
public enum Moment {
    /// Once the vector is made, before it leaves.
    VECTOR,
    /// Once Security Mode has taken the run's keys into use.
    SECURITY_MODE,
    /// At the Update Location after the run.
    LOCATION,
    /// When the device opens a PDN connection, or with its first packet.
    CONNECTION,
    /// When a device has asked for something.
    REQUEST
}
