package dev.bestow.keystore.history;

import dev.bestow.core.Guti;
import dev.bestow.core.Imsi;
import dev.bestow.core.RandId;
import dev.bestow.keys.KeyKind;

import java.util.List;
import java.util.Optional;

/// The reading half of an engine that stores key histories.
public interface KeyFacts {
    /// What is known about this subscriber's keys of one kind.
    KindHistory history(Imsi imsi, KeyKind kind);

    /// Who last got this GUTI.
    Optional<GutiOwner> owner(Guti guti);

    /// The subscribers that may have a key of this kind and short name; the reader checks. At most `limit`, and those
    /// of whom a key is here before those of whom only a confirmation is: that names what its MME likes.
    List<Imsi> subscribersOf(KeyKind kind, RandId id, int limit);
}
