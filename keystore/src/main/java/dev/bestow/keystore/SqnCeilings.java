package dev.bestow.keystore;

import dev.bestow.core.Imsi;

import java.util.OptionalLong;

/// What must be on disk so that no sequence number is ever used twice: one ceiling per HSS instance,
/// one offset per card found ahead of time, and one counter per card that has one. All only grow; raising
/// to less changes nothing.
public interface SqnCeilings {
    /// The ceiling of this instance: no number at or above it has left. 0 when there never was one.
    long ceiling(int instance);

    /// Raises it; durable when this returns, and only then may numbers below it leave.
    void raiseCeiling(int instance, long ceiling);

    /// Raises [Subscriber#sqnOffset]; durable when this returns. False when there is no such
    /// subscriber in this epoch any more: the AUTS came from a card that has been replaced.
    boolean raiseOffset(Imsi imsi, long epoch, long offset);

    /// Takes the next SEQ of a card with [SqnScheme#COUNTER]: one more than the last, and at least `least`.
    /// Durable when this returns, and only then may it leave; callers at the same time share the fsync.
    /// Empty when there is no such subscriber in this epoch any more.
    OptionalLong takeSeq(Imsi imsi, long epoch, long least);
}
