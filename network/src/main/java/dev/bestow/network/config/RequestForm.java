package dev.bestow.network.config;

import dev.bestow.wire.ua.UaForm;

/// A form of Application Requests, as configurations call it.
public enum RequestForm {
    compact(UaForm.COMPACT),
    literal(UaForm.LITERAL),
    certificate(UaForm.CERTIFICATE);

    private final UaForm form;

    RequestForm(UaForm form) {
        this.form = form;
    }

    /// On the wire.
    public UaForm form() {
        return form;
    }
}
