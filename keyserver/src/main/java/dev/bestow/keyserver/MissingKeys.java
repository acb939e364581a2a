package dev.bestow.keyserver;

import dev.bestow.core.Clock;
import dev.bestow.core.Imsi;
import dev.bestow.core.LogThrottle;
import dev.bestow.core.Rand;
import dev.bestow.core.Timers;
import dev.bestow.keystore.Confirmation;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;

/// Keys that were confirmed and are not here: their push is late, was lost, or was one too many. A late one comes by
/// itself, so the HSS is asked after a moment only, and a few times more while it stays missing. Bounded: an MME
/// that confirms what nobody issued makes some questions and no more.
final class MissingKeys implements AutoCloseable {
    private static final Logger LOG = System.getLogger(MissingKeys.class.getName());

    /// Most that are waited for at once; of more the devices have to attach again.
    static final int CAPACITY = 10_000;

    static final long FIRST_MS = 1_000;

    /// Each wait is four times the one before: asked four times in a minute and a half.
    private static final long LAST_MS = 64_000;

    private final Predicate<Confirmation> asked;
    private final Timers timers;
    private final LogThrottle tooMany;
    private final LogThrottle notGiven;
    private final Set<Run> waitedFor = new HashSet<>();
    private boolean closed;

    private record Run(Imsi imsi, Rand rand) {
        static Run of(Confirmation confirmation) {
            return new Run(confirmation.imsi(), confirmation.rand());
        }
    }

    /// @param asked asks for the key, and says whether it is missing still. May block
    MissingKeys(Predicate<Confirmation> asked, Timers timers, Clock clock) {
        this.asked = asked;
        this.timers = timers;
        tooMany = new LogThrottle(clock);
        notGiven = new LogThrottle(clock);
    }

    /// The key of this confirmation is not here. Returns at once.
    void missing(Confirmation confirmation) {
        synchronized (waitedFor) {
            Run run = Run.of(confirmation);
            if (waitedFor.contains(run)) {
                return;
            }
            if (waitedFor.size() == CAPACITY) {
                tell(tooMany, confirmation, CAPACITY + " others are asked for already");
                return;
            }
            waitedFor.add(run);
        }
        askAfter(FIRST_MS, confirmation);
    }

    private void askAfter(long delayMs, Confirmation confirmation) {
        timers.after(
                delayMs,
                () ->
                        Thread.ofVirtual()
                                .name("missing-key")
                                .start(() -> ask(delayMs, confirmation)));
    }

    private void ask(long waitedMs, Confirmation confirmation) {
        if (isClosed()) {
            return;
        }
        boolean missing;
        try {
            missing = asked.test(confirmation);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "the key of " + confirmation.imsi() + " was not asked for", e);
            missing = true;
        }
        if (missing && waitedMs < LAST_MS) {
            askAfter(4 * waitedMs, confirmation);
            return;
        }
        if (missing) {
            tell(notGiven, confirmation, "no HSS gives it");
        }
        synchronized (waitedFor) {
            waitedFor.remove(Run.of(confirmation));
        }
    }

    private static void tell(LogThrottle kind, Confirmation confirmation, String why) {
        kind.happened(times ->
                LOG.log(
                        Level.WARNING,
                        "the key that {0} confirmed for {1} is missing, and {2}: the device has to"
                                + " attach again ({3} since told last)",
                        confirmation.originHost(),
                        confirmation.imsi(),
                        why,
                        Long.toString(times)));
    }

    private boolean isClosed() {
        synchronized (waitedFor) {
            return closed;
        }
    }

    /// Asks no more.
    @Override
    public void close() {
        synchronized (waitedFor) {
            closed = true;
        }
    }
}
