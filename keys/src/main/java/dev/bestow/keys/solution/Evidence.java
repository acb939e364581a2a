package dev.bestow.keys.solution;

/// What shows that the AKA run of a key succeeded. Until then anybody may have caused it who can attach in the
/// subscriber's name.
public enum Evidence {
    /// The serving MME holds the key itself, and gives it once Security Mode has completed.
    SECURITY_MODE,
    /// The serving MME says so.
    CONFIRMATION,
    /// An Update Location of the MME that got the vector.
    LOCATION,
    /// An endpoint has completed a handshake under it.
    HANDSHAKE,
    /// RES of a run of the key server's own was right.
    RES
}
