package dev.bestow.session.oscore;

import dev.bestow.core.Entropy;
import dev.bestow.core.Octets;
import dev.bestow.wire.coap.CoapCode;
import dev.bestow.wire.coap.CoapCodec;
import dev.bestow.wire.coap.CoapMessage;
import dev.bestow.wire.coap.CoapOption;
import dev.bestow.wire.coap.CoapType;
import dev.bestow.wire.ua.RefusalCause;

import java.util.ArrayList;
import java.util.List;

/// A device's round trip of 3GPP's form (TS 33.535 clause D.3) on its way. Nothing of it is authenticated: what
/// somebody changed makes keys that the server does not have, and the first protected request is refused. Takes one
/// answer. Thread-safe.
public final class OscoreAgreement {
    private static final int TOKEN_OCTETS = 2;

    private final OscoreClient client;
    private final NonceRequest asked;
    private final CoapMessage request;
    private boolean over;

    OscoreAgreement(OscoreClient client, NonceRequest asked, Entropy entropy) {
        this.client = client;
        this.asked = asked;
        byte[] token = new byte[TOKEN_OCTETS];
        entropy.fill(token);
        List<CoapOption> options =
                new ArrayList<>(CoapOption.path(CoapOption.URI_PATH, NonceRequest.PATH));
        options.add(CoapOption.CBOR);
        request =
                new CoapMessage(
                        CoapType.CONFIRMABLE,
                        CoapCode.POST,
                        entropy.nextInt() & 0xffff,
                        Octets.copyOf(token),
                        options,
                        asked.encode());
    }

    /// What a datagram came to.
    public sealed interface Outcome {
        /// There is a context; the first protected request shows whether both ends have the same.
        record Agreed(OscoreSession session) implements Outcome {}

        /// The server said no; anybody could have.
        record RefusedBy(RefusalCause cause, int retryAfterSeconds) implements Outcome {}

        /// No answer to this, or a second one.
        record NotForMe() implements Outcome {}
    }

    /// What to send, and to send again: the same octets every time.
    public byte[] datagram() {
        return CoapCodec.encode(request);
    }

    /// Reads a datagram of the server; whatever the octets, it answers with a value.
    public synchronized Outcome open(byte[] received) {
        if (over
                || !(CoapCodec.decode(received) instanceof CoapMessage message)
                || !message.isResponseTo(request)) {
            return new Outcome.NotForMe();
        }
        if (!message.code().isSuccess()) {
            OscoreRefusal refusal = OscoreRefusal.inClear(message);
            return new Outcome.RefusedBy(refusal.cause(), refusal.retryAfterSeconds());
        }
        return NonceAnswer.decode(message.payload())
                .filter(answer -> !answer.deviceId().equals(asked.serverId()))
                .<Outcome>map(answer -> {
                    over = true;
                    return new Outcome.Agreed(client.agreed(new ContextName.Agreed(asked, answer)));
                })
                .orElseGet(Outcome.NotForMe::new);
    }
}
