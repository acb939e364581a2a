package dev.bestow.session.key;

import dev.bestow.core.ApplicationIdentity;
import dev.bestow.core.KeyName;
import dev.bestow.core.Octets;
import dev.bestow.wire.north.RetrievalAnswer;

/// Where an application server gets its leaf keys: the operator's northbound interface, or a double.
/// May block. Thread-safe.
@FunctionalInterface
public interface AsKeySource {
    /// Every key of this name that the operator grants to this application server, which closes the answer's keys.
    ///
    /// @param asker the source of the message that names the key: what is answered may depend on it
    RetrievalAnswer fetch(KeyName name, Octets asker);

    /// Those of them that are this user's. A source whose operator knows no identities of applications answers with
    /// every key of this name; the asker compares.
    default RetrievalAnswer fetch(KeyName name, ApplicationIdentity user, Octets asker) {
        return fetch(name, asker);
    }
}
