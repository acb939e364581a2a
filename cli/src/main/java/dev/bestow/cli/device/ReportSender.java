package dev.bestow.cli.device;

import dev.bestow.session.ua.Plaintext;
import dev.bestow.ue.AsProvision;
import dev.bestow.ue.ReportOutcome;

/// One device's reports in the protection that its owner chose. Of one thread.
public interface ReportSender extends AutoCloseable {
    /// One report, and what came of it. Blocks.
    ReportOutcome send(AsProvision server, Plaintext report);

    /// Ends its sessions; the device stays.
    @Override
    void close();
}
