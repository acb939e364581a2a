package dev.bestow.keys.solution;

/// Whose AKA run the key is of, and who derives it on the device's side.
public enum Agreement {
    /// The run of network access; the card derives, and CK, IK stay inside.
    ACCESS_USIM,
    /// The run of network access; the mobile equipment derives.
    ACCESS_ME,
    /// A run of its own over the user plane.
    OWN_RUN
}
