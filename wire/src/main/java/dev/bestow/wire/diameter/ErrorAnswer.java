package dev.bestow.wire.diameter;

/// Answers that say why a request was not served (RFC 6733 clause 7.2). Works on every framed request,
/// however broken its AVPs are.
public final class ErrorAnswer {
    private ErrorAnswer() {}

    /// The answer to a request that could not be read, with Failed-AVP where the failure concerns an AVP.
    public static DiameterMessage to(
            DiameterMessage request, Origin origin, DecodeException failure) {
        MessageBuilder answer = start(request, origin, failure.kind().resultCode());
        failure.putFailedAvp(answer);
        return answer.build();
    }

    /// The answer to a request that could be read but not served.
    public static DiameterMessage to(DiameterMessage request, Origin origin, int resultCode) {
        return start(request, origin, resultCode).build();
    }

    /// Outside the base application Auth-Session-State is added: all commands of S6a, S6t and T6a require
    /// it, and an answer without the E flag has to follow its command's grammar.
    private static MessageBuilder start(DiameterMessage request, Origin origin, int resultCode) {
        MessageBuilder answer = MessageBuilder.answerTo(request);
        Result result = Result.of(resultCode);
        if (request.applicationId() == ApplicationId.COMMON) {
            result.putInto(answer);
            origin.putInto(answer);
        } else {
            origin.putInto(answer, result);
        }
        return answer;
    }
}
