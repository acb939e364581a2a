package dev.bestow.mme;

import dev.bestow.core.Clock;
import dev.bestow.core.Imsi;
import dev.bestow.core.LogThrottle;
import dev.bestow.link.nas.NasPath;

import org.jspecify.annotations.Nullable;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The UEs an MME has something to do with, by path, in two bounded sets:
///
/// - *unproven*: an attach is under way, and no Security Mode Complete has vouched for it. When there are too many,
///   the oldest gives way; each ends by its own timers.
/// - *proven*: one path for each subscriber that was accepted, the latest. Nothing unproven displaces one.
///
/// A path is kept only while its procedure is at work: what no attach begins leaves nothing. Thread-safe. Procedures
/// call in under their own monitor, so none is called from here; those that have to end are given back.
final class Links {
    private static final Logger LOG = System.getLogger(Links.class.getName());

    private final MmeConfig.Limits limits;
    private final LogThrottle gaveWay;
    private final LinkedHashMap<NasPath, AttachProcedure> unproven = new LinkedHashMap<>();
    private final LinkedHashMap<NasPath, Proven> proven = new LinkedHashMap<>();
    private final Map<Imsi, NasPath> pathOf = new HashMap<>();

    private record Proven(AttachProcedure procedure, Imsi imsi) {}

    Links(MmeConfig.Limits limits, Clock clock) {
        this.limits = limits;
        this.gaveWay = new LogThrottle(clock);
    }

    synchronized @Nullable AttachProcedure find(NasPath path) {
        Proven known = proven.get(path);
        return known == null ? unproven.get(path) : known.procedure();
    }

    /// The procedure of an accepted subscriber.
    synchronized @Nullable AttachProcedure of(Imsi imsi) {
        NasPath path = pathOf.get(imsi);
        Proven known = path == null ? null : proven.get(path);
        return known == null ? null : known.procedure();
    }

    /// Keeps the procedure as what it has become.
    ///
    /// @return procedures that have lost their place to it and are to be ended, outside of any monitor
    List<AttachProcedure> settle(NasPath path, AttachProcedure procedure) {
        List<AttachProcedure> displaced = new ArrayList<>();
        if (!procedure.isIdle()) {
            keep(path, procedure, procedure.provenFor(), displaced);
            // It may have ended before it was kept.
            if (procedure.isIdle()) {
                remove(path, procedure);
            }
        }
        return displaced;
    }

    private synchronized void keep(
            NasPath path,
            AttachProcedure procedure,
            @Nullable Imsi imsi,
            List<AttachProcedure> displaced) {
        if (imsi != null) {
            prove(path, new Proven(procedure, imsi), displaced);
        } else if (!proven.containsKey(path)) {
            AttachProcedure before = unproven.put(path, procedure);
            if (before != null && before != procedure) {
                displaced.add(before);
            }
            if (unproven.size() > limits.maxUnproven()) {
                displaced.add(unproven.pollFirstEntry().getValue());
                gaveWay.happened(times ->
                        LOG.log(
                                Level.WARNING,
                                "more than {0} attaches under way: the oldest gave way ({1} since"
                                        + " told last)",
                                Integer.toString(limits.maxUnproven()),
                                Long.toString(times)));
            }
        }
    }

    private void prove(NasPath path, Proven now, List<AttachProcedure> displaced) {
        unproven.remove(path);
        Proven before = proven.get(path);
        if (now.equals(before)) {
            return;
        }
        if (before != null) {
            forget(path, before);
        }
        NasPath elsewhere = pathOf.get(now.imsi());
        Proven old = elsewhere == null ? null : proven.get(elsewhere);
        if (elsewhere != null && old != null) {
            forget(elsewhere, old);
            displaced.add(old.procedure());
        }
        proven.put(path, now);
        pathOf.put(now.imsi(), path);
        if (proven.size() > limits.maxRegistered()) {
            Map.Entry<NasPath, Proven> eldest = proven.entrySet().iterator().next();
            forget(eldest.getKey(), eldest.getValue());
            displaced.add(eldest.getValue().procedure());
        }
    }

    private void forget(NasPath path, Proven known) {
        proven.remove(path);
        pathOf.remove(known.imsi());
    }

    /// The procedure has nothing more to do.
    synchronized void remove(NasPath path, EmmProcedure procedure) {
        unproven.remove(path, procedure);
        Proven known = proven.get(path);
        if (known != null && known.procedure() == procedure) {
            forget(path, known);
        }
    }

    synchronized int proven() {
        return proven.size();
    }

    synchronized int unproven() {
        return unproven.size();
    }
}
