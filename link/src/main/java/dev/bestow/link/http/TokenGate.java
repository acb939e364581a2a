package dev.bestow.link.http;

import dev.bestow.core.Clock;
import dev.bestow.core.LogThrottle;
import dev.bestow.link.token.AccessToken;
import dev.bestow.link.token.TokenCheck;
import dev.bestow.link.token.TokenOutcome;
import dev.bestow.wire.north.NorthCause;
import dev.bestow.wire.north.ProblemDetails;

import org.jspecify.annotations.Nullable;

import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Locale;

/// The `Authorization` of a request (RFC 6750 clause 2.1). A token counts for the connection of the certificate that it
/// is bound to (RFC 8705), or, where that is configured, for any. Where no tokens are taken, nobody looks at it.
final class TokenGate {
    private static final System.Logger LOG = System.getLogger(TokenGate.class.getName());
    private static final String SCHEME = "bearer ";

    private final LogThrottle refusals;
    private volatile @Nullable TokenCheck check;

    TokenGate(@Nullable TokenCheck tokens, Clock clock) {
        this.check = tokens;
        this.refusals = new LogThrottle(clock);
    }

    /// Takes these tokens from now on; null for none.
    void take(@Nullable TokenCheck tokens) {
        check = tokens;
    }

    /// @param authorization the values of that field, one or none in a proper request
    Asked asked(Caller caller, List<String> authorization) {
        TokenCheck tokens = check;
        if (tokens == null || authorization.isEmpty()) {
            return new Asked.Shown(caller.names(), caller.address());
        }
        String first = authorization.getFirst();
        if (authorization.size() > 1 || !first.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
            return new Asked.Refused(
                    Answer.challenge(
                            ProblemDetails.of(
                                    NorthCause.INVALID_AUTHORIZATION,
                                    "one bearer token is taken, or none"),
                            "error=\"invalid_request\""));
        }
        return switch (tokens.check(first.substring(SCHEME.length()).strip())) {
            case TokenOutcome.Believed(AccessToken token) -> bound(caller, token, tokens);
            case TokenOutcome.Refused(String why) -> refused(caller, why);
        };
    }

    private Asked bound(Caller caller, AccessToken token, TokenCheck tokens) {
        String certificate = token.certificate();
        boolean bearer = tokens.rules().bearer();
        if (certificate == null && !bearer) {
            return refused(caller, "it is bound to no certificate");
        }
        if (certificate != null && !certificate.equals(caller.thumbprint())) {
            return refused(caller, "it is bound to another certificate");
        }
        return new Asked.Shown(caller.names(), caller.address(), token, bearer);
    }

    private Asked refused(Caller caller, String why) {
        refusals.happened(times ->
                LOG.log(
                        Level.WARNING,
                        "refused a token of {0} with the certificate of {1}: {2} ({3} since told"
                                + " last)",
                        caller.address(),
                        caller.names(),
                        why,
                        Long.toString(times)));
        return new Asked.Refused(
                Answer.challenge(
                        ProblemDetails.of(NorthCause.INVALID_TOKEN, "the token is refused: " + why),
                        "error=\"invalid_token\""));
    }

    /// A believed token that is not for this endpoint.
    static Answer insufficient(String endpoint) {
        String scope = AccessToken.scopeOf(endpoint);
        return Answer.challenge(
                ProblemDetails.of(NorthCause.INSUFFICIENT_SCOPE, "the token has no scope " + scope),
                "error=\"insufficient_scope\", scope=\"" + scope + "\"");
    }
}
