package dev.bestow.ue;

import dev.bestow.session.device.DeviceKey;
import dev.bestow.session.ua.Plaintext;

/// Reports in a protection that keeps its own sessions, by the key that they began with: another key means another
/// session.
@FunctionalInterface
public interface KeyedReports {
    /// Sends one report and waits for the answer.
    ///
    /// @param key the one in use now, lent for this call
    ReportOutcome report(AsProvision server, DeviceKey key, Plaintext report);
}
