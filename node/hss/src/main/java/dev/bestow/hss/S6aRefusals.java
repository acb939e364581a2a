package dev.bestow.hss;

import dev.bestow.core.Clock;
import dev.bestow.core.Imsi;
import dev.bestow.core.LogThrottle;
import dev.bestow.core.PlmnId;
import dev.bestow.core.SubscriberTrace;
import dev.bestow.hss.trace.HssEvent;
import dev.bestow.link.diameter.Requester;
import dev.bestow.wire.diameter.Result;
import dev.bestow.wire.diameter.ResultCode;
import dev.bestow.wire.diameter.TgppResult;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/// Whom the HSS refused what on S6a, and why: one line at once for each kind, then one in ten seconds, for whoever is
/// let in can cause them. What concerns a subscriber that there is goes into its trace. Thread-safe.
final class S6aRefusals {
    /// Said of IMSIs that may be nobody's.
    private static final Set<Result> OF_ANYBODY =
            Set.of(TgppResult.USER_UNKNOWN, TgppResult.ROAMING_NOT_ALLOWED);

    private final Clock clock;
    private final Consumer<String> log;
    private final SubscriberTrace<HssEvent> trace;
    private final Map<Result, LogThrottle> told = new ConcurrentHashMap<>();

    S6aRefusals(Clock clock, Consumer<String> log, SubscriberTrace<HssEvent> trace) {
        this.clock = clock;
        this.log = log;
        this.trace = trace;
    }

    /// @param command short name of the request
    /// @param result how it ends on the wire; nothing is told of a success
    void answered(String command, Requester from, Imsi imsi, PlmnId visited, Result result) {
        if (result.equals(Result.SUCCESS)) {
            return;
        }
        var refused = new HssEvent.Refused(command, from.origin().host(), result, why(result));
        if (OF_ANYBODY.contains(result)) {
            trace.noteIfKnown(imsi, refused);
        } else {
            trace.note(imsi, refused);
        }
        told.computeIfAbsent(result, _ -> new LogThrottle(clock))
                .happened(times ->
                        log.accept(
                                "S6a %s of %s by %s of realm %s for %s: %s, %s (%d since told last)"
                                        .formatted(
                                                command,
                                                imsi,
                                                from.origin().host(),
                                                from.origin().realm(),
                                                visited,
                                                result,
                                                why(result),
                                                times)));
    }

    private static String why(Result result) {
        if (result.equals(TgppResult.USER_UNKNOWN)) {
            return "nobody has provisioned it";
        }
        if (result.equals(TgppResult.ROAMING_NOT_ALLOWED)) {
            return "policy.servedNetworks does not let that realm ask for that network";
        }
        if (result.equals(TgppResult.UNKNOWN_EPS_SUBSCRIPTION)) {
            return "its profile, or its APN in it, is not in policy.profiles";
        }
        if (result.equals(TgppResult.RAT_NOT_ALLOWED)) {
            return "it may not use that radio, or the radio is not E-UTRAN's";
        }
        if (result.equals(Result.of(ResultCode.AUTHORIZATION_REJECTED))) {
            return "its AUTS is not its card's answer to a RAND that was sent";
        }
        return "no vector can be made of what is stored";
    }
}
