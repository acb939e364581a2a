package dev.bestow.network.config;

import dev.bestow.core.InvalidValue;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;

/// How devices speak to their application server.
///
/// @param connect where it listens
/// @param form of their requests; pinned: no answer of anybody makes them use another one
/// @param certificate the server's public key, with form certificate (`bestow keys endpoint`)
public record UaConnecting(
        Endpoint connect, @Default("compact") RequestForm form, @Nullable Path certificate) {
    public UaConnecting {
        if ((form == RequestForm.certificate) != (certificate != null)) {
            throw new InvalidValue(
                    "certificate",
                    certificate == null
                            ? "is missing: the .ua-public file that 'bestow keys endpoint' makes"
                            : "has no use with form " + form);
        }
    }
}
