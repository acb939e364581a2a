package dev.bestow.mme;

/// Why the network authenticates a UE anew.
enum ReauthenticationCause {
    /// Its keys have the age at which the home network wants others.
    INTERVAL,
    /// As many of its keys were given out as the home network wants.
    KEYS,
    /// An endpoint, or the device through one, wants another key.
    REQUEST
}
