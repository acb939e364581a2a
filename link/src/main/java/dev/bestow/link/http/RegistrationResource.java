package dev.bestow.link.http;

import dev.bestow.wire.north.MalformedJson;
import dev.bestow.wire.north.NorthCause;
import dev.bestow.wire.north.ProblemJson;
import dev.bestow.wire.north.RegistrationAnswer;
import dev.bestow.wire.north.RegistrationJson;
import dev.bestow.wire.north.RegistrationRequest;

/// `POST /bestow-keys/v1/register`, from a request's parts to its answer. Knows no socket.
final class RegistrationResource implements Resource {
    private final NorthboundHandler handler;
    private final EndpointGate gate;
    private final Registrations registrations;

    RegistrationResource(
            NorthboundHandler handler, EndpointGate gate, Registrations registrations) {
        this.handler = handler;
        this.gate = gate;
        this.registrations = registrations;
    }

    @Override
    public Answer answer(byte[] body, Asked.Shown shown) {
        RegistrationRequest registration;
        try {
            registration = RegistrationJson.decode(body);
        } catch (MalformedJson e) {
            return Answer.problem(ProblemJson.of(e), Answer.NO_RETRY);
        }
        return gate.answer(
                registration.asId(),
                shown,
                () -> encoded(handler.register(shown.as(registration.asId())), shown));
    }

    private Answer encoded(RegistrationAnswer answer, Asked.Shown shown) {
        return switch (answer) {
            case RegistrationAnswer.Registered registered -> {
                registrations.register(registered.asId(), shown.names());
                yield Answer.json(RegistrationJson.encode(registered));
            }
            case RegistrationAnswer.NotAuthorised _ -> Answer.problem(NorthCause.AS_NOT_AUTHORISED);
            case RegistrationAnswer.TooMany tooMany ->
                    Answer.problem(NorthCause.TOO_MANY_REQUESTS, tooMany.retryAfterSeconds());
        };
    }
}
