package dev.bestow.link.http;

import dev.bestow.wire.north.MalformedJson;
import dev.bestow.wire.north.NorthCause;
import dev.bestow.wire.north.ProblemJson;
import dev.bestow.wire.north.RefreshAnswer;
import dev.bestow.wire.north.RetrievalJson;
import dev.bestow.wire.north.RetrievalRequest;

/// `POST /bestow-keys/v1/refresh`, from a request's parts to its answer. Knows no socket.
final class RefreshResource implements Resource {
    private final NorthboundHandler handler;
    private final EndpointGate gate;
    private final Registrations registrations;

    RefreshResource(NorthboundHandler handler, EndpointGate gate, Registrations registrations) {
        this.handler = handler;
        this.gate = gate;
        this.registrations = registrations;
    }

    @Override
    public Answer answer(byte[] body, Asked.Shown shown) {
        RetrievalRequest named;
        try {
            named = RetrievalJson.decode(body, registrations.of(shown.names()));
        } catch (MalformedJson e) {
            return Answer.problem(ProblemJson.of(e), Answer.NO_RETRY);
        }
        return gate.answer(
                named.asId(), shown, () -> encoded(handler.refresh(shown.as(named.asId()), named)));
    }

    private static Answer encoded(RefreshAnswer answer) {
        return switch (answer) {
            case RefreshAnswer.Accepted accepted -> Answer.accepted(accepted.readyInSeconds());
            case RefreshAnswer.NotAvailable _ -> Answer.problem(NorthCause.KEY_NOT_AVAILABLE);
            case RefreshAnswer.NotAuthorised _ -> Answer.problem(NorthCause.AS_NOT_AUTHORISED);
            case RefreshAnswer.TooMany tooMany ->
                    Answer.problem(NorthCause.TOO_MANY_REQUESTS, tooMany.retryAfterSeconds());
            case RefreshAnswer.SourceUnavailable unavailable ->
                    Answer.problem(
                            NorthCause.KEY_SOURCE_UNAVAILABLE, unavailable.retryAfterSeconds());
        };
    }
}
