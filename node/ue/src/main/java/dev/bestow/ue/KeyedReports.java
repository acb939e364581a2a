package dev.bestow.ue;

import dev.bestow.session.device.DeviceKey;
import dev.bestow.session.ua.Plaintext;
import dev.bestow.session.ua.RequestCounts;

/// Reports in a protection that keeps its own sessions, by the key that they began with: another key means another
/// session.
@FunctionalInterface
public interface KeyedReports {
    /// Sends one report and waits for the answer.
    ///
    /// @param key the one in use now, lent for this call
    /// @param counts of the device that the key is of
    ReportOutcome report(AsProvision server, DeviceKey key, RequestCounts counts, Plaintext report);
}
