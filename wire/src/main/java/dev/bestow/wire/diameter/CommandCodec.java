package dev.bestow.wire.diameter;

import dev.bestow.wire.diameter.DecodeException.Kind;

import java.util.ArrayList;
import java.util.List;

/// One command of one application: its request and its answer, as records and as octets. Stateless and
/// thread-safe, so a node makes one and keeps it.
///
/// Each opens with its grammar: `<X>` has its place, `{X}` must be there, `[X]` may, `*` repeats, and any
/// message or group may hold more. Drawn once, here:
///
/// ```
/// Experimental-Result := {Vendor-Id} {Experimental-Result-Code}
/// Supported-Features := {Vendor-Id} {Feature-List-ID} {Feature-List}
/// ```
///
/// An answer holds either Result-Code or Experimental-Result.
///
/// @param <Q> what the request says
/// @param <A> what the answer says; sealed, so that a reader cannot forget an outcome
public abstract class CommandCodec<Q, A> {
    /// What every request of S6a, S6t and T6a must hold.
    private static final List<AvpDefinition> REQUEST_HEAD =
            List.of(
                    BaseAvps.SESSION_ID,
                    BaseAvps.AUTH_SESSION_STATE,
                    BaseAvps.ORIGIN_HOST,
                    BaseAvps.ORIGIN_REALM,
                    BaseAvps.DESTINATION_REALM);

    private final int commandCode;
    private final int applicationId;
    private final Carriage carriage;

    protected CommandCodec(int commandCode, int applicationId, Carriage carriage) {
        this.commandCode = commandCode;
        this.applicationId = applicationId;
        this.carriage = carriage;
    }

    /// The grammar of a request: its head, `required` and `optional` on top.
    protected static Grammar requestGrammar(
            AvpDictionary known, List<AvpDefinition> required, List<AvpDefinition> optional) {
        List<AvpDefinition> all = new ArrayList<>(REQUEST_HEAD);
        all.addAll(required);
        return Grammar.of(known, all, optional);
    }

    /// Whether this is the codec for a message.
    public final boolean speaks(DiameterMessage message) {
        return message.commandCode() == commandCode && message.applicationId() == applicationId;
    }

    public final int commandCode() {
        return commandCode;
    }

    public final int applicationId() {
        return applicationId;
    }

    /// Which connections may carry its request and its answer.
    public final Carriage carriage() {
        return carriage;
    }

    /// The request, proxiable, with the identifiers left to the link.
    public final DiameterMessage encodeRequest(Q request, Envelope envelope) {
        MessageBuilder out =
                MessageBuilder.request(commandCode, applicationId, DiameterMessage.FLAG_PROXIABLE);
        writeRequest(request, envelope, out);
        return out.build();
    }

    /// Throws [DecodeException] for whatever a peer got wrong; answer that with [ErrorAnswer].
    public final Q decodeRequest(DiameterMessage request) {
        requireSpoken(request, true);
        return readRequest(request.avps());
    }

    /// The answer to `request` from the node named `origin`.
    public final DiameterMessage encodeAnswer(A answer, DiameterMessage request, Origin origin) {
        MessageBuilder out = MessageBuilder.answerTo(request);
        origin.putInto(out, result(answer));
        writeAnswer(answer, out);
        return out.build();
    }

    /// Throws [DecodeException] for an answer that cannot be read; nobody answers an answer.
    public final A decodeAnswer(DiameterMessage answer) {
        requireSpoken(answer, false);
        Result result = Result.from(answer);
        if (result.vendorId() == 0) {
            AvpCursor second = answer.find(BaseAvps.EXPERIMENTAL_RESULT);
            if (second != null) {
                throw second.refuse(Kind.AVP_NOT_ALLOWED);
            }
        }
        // A failure may come from a relay that knows nothing of the command's grammar.
        return result.isSuccess() ? readSuccess(answer.avps()) : failure(result, answer);
    }

    private void requireSpoken(DiameterMessage message, boolean request) {
        if (message.applicationId() != applicationId) {
            throw DecodeException.of(
                    Kind.APPLICATION,
                    DiameterMessage.APPLICATION_AT,
                    "application " + message.applicationId());
        }
        if (message.commandCode() != commandCode || message.isRequest() != request) {
            throw DecodeException.of(
                    Kind.COMMAND, DiameterMessage.FLAGS_AT, "command " + message.commandCode());
        }
    }

    /// Puts everything, the envelope included: some grammars fix the place of an AVP inside it.
    protected abstract void writeRequest(Q request, Envelope envelope, MessageBuilder out);

    protected abstract Q readRequest(AvpCursor avps);

    protected abstract Result result(A answer);

    /// Puts what follows the result and the origin.
    protected abstract void writeAnswer(A answer, MessageBuilder out);

    protected abstract A readSuccess(AvpCursor avps);

    protected abstract A failure(Result result);

    /// A failure of a command that says more about it than its result.
    protected A failure(Result result, DiameterMessage answer) {
        return failure(result);
    }
}
