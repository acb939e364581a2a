package dev.bestow.ue;

import dev.bestow.session.ua.Plaintext;

/// How a device protects reports where that is not Ua native. Keeps its own sessions, by the key that they began with:
/// another key means another session.
@FunctionalInterface
public interface Protection {
    /// Sends one report and waits for the answer.
    ///
    /// @param key the one in use now, lent for this call
    ReportOutcome report(AsProvision server, DeviceKey key, Plaintext report);
}
