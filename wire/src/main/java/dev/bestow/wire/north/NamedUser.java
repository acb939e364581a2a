package dev.bestow.wire.north;

import dev.bestow.core.ApplicationIdentity;
import dev.bestow.core.Imsi;

/// Whose key it has to be, in the words of the endpoint that asks (TR 33.863 solution 10).
public sealed interface NamedUser {
    /// As the application calls the user; the key server says whose identity it is (case 2).
    record ByApplication(ApplicationIdentity identity) implements NamedUser {}

    /// As the operator calls the user: the endpoint has said itself whose identity it is (case 1). For endpoints that
    /// the operator lets do so.
    record ByImsi(Imsi imsi) implements NamedUser {}
}
