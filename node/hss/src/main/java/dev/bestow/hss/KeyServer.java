package dev.bestow.hss;

import dev.bestow.core.Clock;
import dev.bestow.core.Imsi;
import dev.bestow.core.LogThrottle;
import dev.bestow.keys.solution.Party;
import dev.bestow.wire.diameter.Result;
import dev.bestow.wire.s6t.KeyPushAnswer;

import org.jspecify.annotations.Nullable;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/// A node that keys are pushed to, and what is told to the log of its answers.
final class KeyServer {
    private static final Logger LOG = System.getLogger(PushedKeys.class.getName());

    private final Party party;
    private final String host;
    private final KeyPusher pusher;
    private final RefusedPushes refused = new RefusedPushes();
    // One that is away makes one for each attach.
    private final LogThrottle late;
    private final LogThrottle unsupported;
    private final LogThrottle refusals;

    /// @param party what it is in the rows of the table
    /// @param host its Diameter identity
    KeyServer(Party party, String host, KeyPusher pusher, Clock clock) {
        this.party = party;
        this.host = host;
        this.pusher = pusher;
        late = new LogThrottle(clock);
        unsupported = new LogThrottle(clock);
        refusals = new LogThrottle(clock);
    }

    Party party() {
        return party;
    }

    String host() {
        return host;
    }

    KeyPusher pusher() {
        return pusher;
    }

    RefusedPushes refused() {
        return refused;
    }

    /// What it said to a push or a proof, or null where it has not answered.
    void answered(String what, Imsi imsi, @Nullable KeyPushAnswer answer) {
        String told = "S6t RIR " + what + " of " + imsi;
        switch (answer) {
            case null -> tell(late, told + " not answered yet by " + host);
            case KeyPushAnswer.Accepted() -> {}
            case KeyPushAnswer.NotSupported() ->
                    tell(unsupported, host + " does not support " + what + ": no application keys");
            case KeyPushAnswer.Refused(Result result) ->
                    tell(refusals, told + " refused by " + host + ": " + result);
        }
    }

    private static void tell(LogThrottle kind, String text) {
        kind.happened(times ->
                LOG.log(Level.WARNING, "{0} ({1} since told last)", text, Long.toString(times)));
    }
}
