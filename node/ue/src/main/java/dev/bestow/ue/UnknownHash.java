package dev.bestow.ue;

import dev.bestow.keys.KeyKind;
import dev.bestow.keys.solution.KeyIdentifier;
import dev.bestow.wire.ua.RefusalCause;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/// A short hash that named a key and that the endpoint's EMKS did not know.
final class UnknownHash {
    private static final Logger LOG = System.getLogger(UnknownHash.class.getName());

    private UnknownHash() {}

    /// Logs it. An EMKS that knows keys by RAND alone answers as if there were none.
    static void tell(UeConfig config, AsProvision server, ReportOutcome outcome) {
        if (outcome instanceof ReportOutcome.Refused(RefusalCause cause, _)
                && cause == RefusalCause.KEY_NOT_AVAILABLE
                && config.keyIdentifier() == KeyIdentifier.HASH
                && server.row().kind() == KeyKind.E2M_INT_KEY) {
            LOG.log(
                    Level.WARNING,
                    "{0} finds no key by the short hash that {1} sent; if its EMKS knows keys by"
                        + " RAND alone, give that policy.keyIdentifier: hash, or this device rand",
                    server.asId(),
                    config.imsi());
        }
    }
}
