package dev.bestow.keystore.epoch;

import dev.bestow.core.Secret;

import java.util.List;
import java.util.Optional;

/// Where epoch keys are kept, within reach of everybody who opens what they wrapped.
public interface EpochKeys {
    /// What is known of one without reading it.
    ///
    /// @param number no other has it
    /// @param madeAtMs when it was made, by the clock of whoever did
    record Name(int number, long madeAtMs) {}

    /// Those there are.
    List<Name> names();

    /// One of them, 32 octets; the caller closes it. Empty when another node has destroyed it meanwhile.
    ///
    /// @throws dev.bestow.keystore.StoreFailure when it does not read
    Optional<Secret> read(Name name);

    /// Keeps `key`, which stays the caller's, under a number nobody has. Durable when this returns.
    Name keep(Secret key, long madeAtMs);

    /// Says of one that it was made at `madeAtMs`; what it is called then. Durable when this returns.
    Name redate(Name name, long madeAtMs);

    /// Ends one, if it is still there.
    void destroy(Name name);
}
