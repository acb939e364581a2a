package dev.bestow.link.radius;

import dev.bestow.core.InvalidValue;
import dev.bestow.core.Secret;

import java.net.InetAddress;

/// A packet gateway, or a proxy in front of several, that may send accounting: it is known by its address and proves
/// itself by a secret of its own.
///
/// @param name the operator's, for logs and budgets
/// @param secret at least 1 octet; 16 are recommended (RFC 2865 clause 3)
public record AccountingClient(String name, InetAddress address, Secret secret) {
    public AccountingClient {
        if (secret.length() == 0) {
            throw new InvalidValue("secret of " + name, "must not be empty");
        }
    }
}
