package dev.bestow.session.californium.dtls;

import dev.bestow.core.Clock;
import dev.bestow.core.LogThrottle;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/// Logs why handshakes get no key: outside, they all look alike.
public final class DtlsLog implements DtlsEvents {
    private final Map<PskRefusal, LogThrottle> refusals = new EnumMap<>(PskRefusal.class);
    private final LogThrottle drops;
    private final Logger log;

    /// @param log of whose server it is
    public DtlsLog(Logger log, Clock clock) {
        this.log = log;
        drops = new LogThrottle(clock);
        for (PskRefusal why : PskRefusal.values()) {
            refusals.put(why, new LogThrottle(clock));
        }
    }

    @Override
    public void refused(PskRefusal why) {
        Objects.requireNonNull(refusals.get(why), "all are there")
                .happened(times ->
                        log.log(
                                Level.INFO,
                                "a DTLS handshake gets no key: {0} ({1} since told last)",
                                why.inWords(),
                                Long.toString(times)));
    }

    @Override
    public void dropped() {
        drops.happened(times ->
                log.log(
                        Level.WARNING,
                        "no DTLS handshake begun: too many are under way ({0} since told last)",
                        Long.toString(times)));
    }

    @Override
    public void broke(String what, RuntimeException why) {
        log.log(Level.ERROR, what + " of a DTLS session broke", why);
    }
}
