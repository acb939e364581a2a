package dev.bestow.link.http;

import dev.bestow.wire.north.MalformedJson;
import dev.bestow.wire.north.NorthCause;
import dev.bestow.wire.north.ProblemJson;
import dev.bestow.wire.north.ReportAnswer;
import dev.bestow.wire.north.ReportJson;
import dev.bestow.wire.north.ReportRequest;

/// `POST /bestow-keys/v1/report`, from a request's parts to its answer. Knows no socket.
final class ReportResource implements Resource {
    private final NorthboundHandler handler;
    private final EndpointGate gate;
    private final Registrations registrations;

    ReportResource(NorthboundHandler handler, EndpointGate gate, Registrations registrations) {
        this.handler = handler;
        this.gate = gate;
        this.registrations = registrations;
    }

    @Override
    public Answer answer(byte[] body, Asked.Shown shown) {
        ReportRequest report;
        try {
            report = ReportJson.decode(body, registrations.of(shown.names()));
        } catch (MalformedJson e) {
            return Answer.problem(ProblemJson.of(e), Answer.NO_RETRY);
        }
        return gate.answer(
                report.asId(),
                shown,
                () -> encoded(handler.report(shown.as(report.asId()), report)));
    }

    private static Answer encoded(ReportAnswer answer) {
        return switch (answer) {
            case ReportAnswer.Taken _ -> Answer.done();
            case ReportAnswer.NotAvailable _ -> Answer.problem(NorthCause.KEY_NOT_AVAILABLE);
            case ReportAnswer.NotAuthorised _ -> Answer.problem(NorthCause.AS_NOT_AUTHORISED);
            case ReportAnswer.TooMany tooMany ->
                    Answer.problem(NorthCause.TOO_MANY_REQUESTS, tooMany.retryAfterSeconds());
        };
    }
}
