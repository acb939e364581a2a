package dev.bestow.link.fairness;

import java.util.concurrent.locks.LockSupport;

/// How long a loop that its peer can keep busy may go on before everybody else has a turn. A virtual thread
/// gives up its processor only where it waits; one whose socket always has more to read never does, and as
/// many such peers as there are processors would stop every other connection and every deadline.
///
/// Waits for a moment instead of yielding: the scheduler lets those that yield go on among themselves before
/// it looks at what came from elsewhere, timers among them. Not thread-safe.
public final class CooperativeYield {
    /// Long enough for the processor to run out of other work here and to look elsewhere.
    private static final long PAUSE_NS = 100_000;

    private final int length;
    private int taken;

    /// @param length of a turn in the loop's own unit of work; a few milliseconds' worth
    public CooperativeYield(int length) {
        this.length = length;
    }

    /// To be called by the loop after each step.
    public void took(int work) {
        taken += work;
        if (taken >= length) {
            taken = 0;
            LockSupport.parkNanos(PAUSE_NS);
        }
    }
}
