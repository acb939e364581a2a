package dev.bestow.mme;

import dev.bestow.core.Clock;
import dev.bestow.core.Imsi;
import dev.bestow.core.InvalidValue;
import dev.bestow.core.LogThrottle;
import dev.bestow.wire.diameter.Result;
import dev.bestow.wire.nas.AttachReject;
import dev.bestow.wire.nas.EmmCause;
import dev.bestow.wire.nas.NasAlgorithms;
import dev.bestow.wire.s6a.ErrorDiagnostic;

import org.jspecify.annotations.Nullable;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicLong;

/// What goes wrong with attaches, told to the log sparingly, one line for each kind. Thread-safe.
final class AttachFailures {
    private static final Logger LOG = System.getLogger(AttachFailures.class.getName());

    private final LogThrottle refusedAtOnce;
    private final LogThrottle refusedByHss;
    private final LogThrottle notGoodEnough;
    private final LogThrottle unforeseen;
    private final AtomicLong unforeseenCount = new AtomicLong();

    AttachFailures(Clock clock) {
        refusedAtOnce = new LogThrottle(clock);
        refusedByHss = new LogThrottle(clock);
        notGoodEnough = new LogThrottle(clock);
        unforeseen = new LogThrottle(clock);
    }

    /// An ATTACH REQUEST that nobody was asked about.
    void refusedAtOnce(NasChannel link, AttachReject reject) {
        refusedAtOnce.happened(times ->
                LOG.log(
                        Level.INFO,
                        "link {0}: ATTACH REQUEST refused, {1} ({2} since last told)",
                        link,
                        reject.esm() == null
                                ? reject.cause()
                                : reject.cause() + ", " + reject.esm(),
                        times));
    }

    /// An answer of the HSS, AIA or ULA, that ends the attach; what is returned tells the UE.
    EmmCause refusedByHss(Imsi imsi, Result result, @Nullable ErrorDiagnostic diagnostic) {
        EmmCause cause = HssRefusals.cause(result, diagnostic);
        refusedByHss.happened(times ->
                LOG.log(
                        Level.WARNING,
                        "{0}: S6a ended with {1}, the UE is told {2} ({3} since last told)",
                        imsi,
                        result,
                        cause,
                        times));
        return cause;
    }

    /// The home network wants NAS protected otherwise than this MME does; what is returned tells the UE, which looks
    /// for another cell.
    EmmCause notGoodEnough(Imsi imsi, NasAlgorithms used) {
        notGoodEnough.happened(times ->
                LOG.log(
                        Level.WARNING,
                        "{0}: its home network takes no {1} ({2} since last told)",
                        imsi,
                        used,
                        times));
        return EmmCause.NO_SUITABLE_CELLS;
    }

    /// An event was not foreseen: what a peer sent fits no message of ours, or we have a fault.
    void unforeseen(NasChannel link, Throwable thrown) {
        unforeseenCount.incrementAndGet();
        unforeseen.happened(times -> {
            String what = "link " + link + ": attach given up (" + times + " since last told)";
            if (thrown instanceof InvalidValue refused) {
                LOG.log(Level.WARNING, what + ", " + refused.getMessage());
            } else {
                LOG.log(Level.ERROR, what, thrown);
            }
        });
    }

    /// How often something was [#unforeseen].
    long unforeseen() {
        return unforeseenCount.get();
    }
}
