package dev.bestow.link.http;

import dev.bestow.wire.north.KeysJson;
import dev.bestow.wire.north.MalformedJson;
import dev.bestow.wire.north.NorthCause;
import dev.bestow.wire.north.ProblemDetails;
import dev.bestow.wire.north.ProblemJson;
import dev.bestow.wire.north.RetrievalAnswer;
import dev.bestow.wire.north.RetrievalJson;
import dev.bestow.wire.north.RetrievalRequest;

/// `POST /bestow-keys/v1/retrieve`, from a request's parts to its answer. Knows no socket.
final class RetrievalResource implements Resource {
    private final NorthboundHandler handler;
    private final EndpointGate gate;
    private final Registrations registrations;

    RetrievalResource(NorthboundHandler handler, EndpointGate gate, Registrations registrations) {
        this.handler = handler;
        this.gate = gate;
        this.registrations = registrations;
    }

    @Override
    public Answer answer(byte[] body, Asked.Shown shown) {
        RetrievalRequest retrieval;
        try {
            retrieval = RetrievalJson.decode(body, registrations.of(shown.names()));
        } catch (MalformedJson e) {
            return Answer.problem(ProblemJson.of(e), Answer.NO_RETRY);
        }
        return gate.answer(retrieval.asId(), shown, () -> answer(retrieval, shown));
    }

    private Answer answer(RetrievalRequest retrieval, Asked.Shown shown) {
        try (RetrievalAnswer answer = handler.retrieve(shown.as(retrieval.asId()), retrieval)) {
            return encoded(answer);
        }
    }

    private static Answer encoded(RetrievalAnswer answer) {
        return switch (answer) {
            case RetrievalAnswer.Keys keys -> Answer.json(KeysJson.encode(keys));
            case RetrievalAnswer.NotAvailable _ -> Answer.problem(NorthCause.KEY_NOT_AVAILABLE);
            case RetrievalAnswer.NotYet notYet ->
                    Answer.problem(NorthCause.KEY_NOT_YET_CURRENT, notYet.retryAfterSeconds());
            case RetrievalAnswer.NotAuthorised _ -> Answer.problem(NorthCause.AS_NOT_AUTHORISED);
            case RetrievalAnswer.RootMismatch mismatch ->
                    Answer.problem(ProblemDetails.of(mismatch), Answer.NO_RETRY);
            case RetrievalAnswer.TooMany tooMany ->
                    Answer.problem(NorthCause.TOO_MANY_REQUESTS, tooMany.retryAfterSeconds());
            case RetrievalAnswer.SourceUnavailable unavailable ->
                    Answer.problem(
                            NorthCause.KEY_SOURCE_UNAVAILABLE, unavailable.retryAfterSeconds());
        };
    }
}
