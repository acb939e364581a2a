package dev.bestow.link.http;

import dev.bestow.core.AsId;
import dev.bestow.core.Clock;
import dev.bestow.core.LogThrottle;
import dev.bestow.core.ResourceUnavailable;
import dev.bestow.link.token.AccessToken;
import dev.bestow.wire.north.NorthCause;
import dev.bestow.wire.north.ProblemDetails;

import java.lang.System.Logger.Level;
import java.util.function.Supplier;

/// What every operation of the northbound interface owes an endpoint, whatever it does: it is done only for a name of
/// the certificate, or of a token that counts for it, and when it cannot be done, the caller learns that and no more.
final class EndpointGate {
    private static final System.Logger LOG = System.getLogger(EndpointGate.class.getName());

    private final LogThrottle outages;
    private final LogThrottle impostors;

    EndpointGate(Clock clock) {
        this.outages = new LogThrottle(clock);
        this.impostors = new LogThrottle(clock);
    }

    /// @param caller for whom the request speaks
    /// @param shown what is known of who asks
    /// @param served does it; may block
    Answer answer(AsId caller, Asked.Shown shown, Supplier<Answer> served) {
        AccessToken token = shown.token();
        if (token != null && !token.scope().contains(AccessToken.scopeOf(caller.fqdn()))) {
            return TokenGate.insufficient(caller.fqdn());
        }
        if (!shown.tokenSuffices() && !shown.names().contains(caller.fqdn())) {
            impostors.happened(times ->
                    LOG.log(
                            Level.WARNING,
                            "refused what is {0}''s to a caller whose certificate names {1} ({2}"
                                    + " since told last)",
                            caller,
                            shown.names(),
                            Long.toString(times)));
            ProblemDetails.InvalidParam field =
                    new ProblemDetails.InvalidParam("asId", "is not in the client certificate");
            return Answer.problem(
                    ProblemDetails.of(NorthCause.AS_NOT_AUTHORISED, field), Answer.NO_RETRY);
        }
        try {
            return served.get();
        } catch (ResourceUnavailable e) {
            outages.happened(times ->
                    LOG.log(
                            Level.WARNING,
                            "a request of {0} was not served: {1} ({2} since told last)",
                            caller,
                            e.getMessage(),
                            Long.toString(times)));
            return Answer.problem(NorthCause.SYSTEM_FAILURE);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "a request of " + caller + " broke", e);
            return Answer.problem(NorthCause.SYSTEM_FAILURE);
        }
    }
}
