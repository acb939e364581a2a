package dev.bestow.wire.north;

import dev.bestow.core.ApplicationIdentity;
import dev.bestow.core.Imsi;

/// Whose key it is, in words that its endpoint may know: no more of them than it needs.
public sealed interface KeySubject {
    /// By which the endpoint tells its devices apart.
    String name();

    /// Who named no user learns the operator's name for this purpose, `local@domain`.
    record External(String externalIdentifier) implements KeySubject {
        @Override
        public String name() {
            return externalIdentifier;
        }
    }

    /// Who named a user by an application identity is told that one, and no name of the operator's.
    record Application(ApplicationIdentity identity) implements KeySubject {
        @Override
        public String name() {
            return identity.text();
        }
    }

    /// An endpoint that translates identities itself learns the IMSI.
    record Subscriber(String externalIdentifier, Imsi imsi) implements KeySubject {
        @Override
        public String name() {
            return externalIdentifier;
        }
    }
}
