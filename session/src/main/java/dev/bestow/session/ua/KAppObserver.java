package dev.bestow.session.ua;

import dev.bestow.core.Octets;
import dev.bestow.keys.KApp;

/// Sees every K_app at one end. For the lab and for tests, where an observer at each end proves in
/// constant time that both derived the same key; a product hands in [#NONE].
@FunctionalInterface
public interface KAppObserver {
    /// Looks away.
    KAppObserver NONE = (_, _, _) -> {};

    /// `kApp` is lent for this call only and closed afterwards.
    ///
    /// @param fresh as [dev.bestow.wire.ua.ApplicationRequest#fresh]
    void observed(FullName name, Octets fresh, KApp kApp);
}
