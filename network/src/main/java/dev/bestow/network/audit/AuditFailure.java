package dev.bestow.network.audit;

import dev.bestow.core.Reason;
import dev.bestow.core.ResourceUnavailable;

import java.io.IOException;

/// The audit log could not be written, so no key leaves.
public final class AuditFailure extends ResourceUnavailable {
    private static final long serialVersionUID = 1L;

    AuditFailure(IOException cause) {
        super("the audit log is not written: " + Reason.of(cause), cause);
    }
}
