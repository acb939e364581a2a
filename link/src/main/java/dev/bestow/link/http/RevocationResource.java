package dev.bestow.link.http;

import dev.bestow.wire.north.MalformedJson;
import dev.bestow.wire.north.NorthCause;
import dev.bestow.wire.north.ProblemJson;
import dev.bestow.wire.north.RevocationAnswer;
import dev.bestow.wire.north.RevocationJson;
import dev.bestow.wire.north.RevocationRequest;

/// `POST /bestow-keys/v1/revoke`, from a request's parts to its answer. Knows no socket.
final class RevocationResource implements Resource {
    private final NorthboundHandler handler;
    private final EndpointGate gate;
    private final Registrations registrations;

    RevocationResource(NorthboundHandler handler, EndpointGate gate, Registrations registrations) {
        this.handler = handler;
        this.gate = gate;
        this.registrations = registrations;
    }

    @Override
    public Answer answer(byte[] body, Asked.Shown shown) {
        RevocationRequest revocation;
        try {
            revocation = RevocationJson.decode(body, registrations.of(shown.names()));
        } catch (MalformedJson e) {
            return Answer.problem(ProblemJson.of(e), Answer.NO_RETRY);
        }
        return gate.answer(
                revocation.asId(),
                shown,
                () -> encoded(handler.revoke(shown.as(revocation.asId()), revocation)));
    }

    private static Answer encoded(RevocationAnswer answer) {
        return switch (answer) {
            case RevocationAnswer.Revoked _ -> Answer.done();
            case RevocationAnswer.NotAvailable _ -> Answer.problem(NorthCause.KEY_NOT_AVAILABLE);
            case RevocationAnswer.NotAuthorised _ -> Answer.problem(NorthCause.AS_NOT_AUTHORISED);
            case RevocationAnswer.TooMany tooMany ->
                    Answer.problem(NorthCause.TOO_MANY_REQUESTS, tooMany.retryAfterSeconds());
            case RevocationAnswer.SourceUnavailable unavailable ->
                    Answer.problem(
                            NorthCause.KEY_SOURCE_UNAVAILABLE, unavailable.retryAfterSeconds());
        };
    }
}
