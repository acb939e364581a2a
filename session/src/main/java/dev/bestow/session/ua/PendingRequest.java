package dev.bestow.session.ua;

import dev.bestow.core.Octets;
import dev.bestow.keys.Direction;
import dev.bestow.keys.KApp;
import dev.bestow.wire.ua.ApplicationRequest;
import dev.bestow.wire.ua.ApplicationResponse;
import dev.bestow.wire.ua.Refusal;
import dev.bestow.wire.ua.RefusalCause;
import dev.bestow.wire.ua.SessionMessage;
import dev.bestow.wire.ua.UaCodec;
import dev.bestow.wire.ua.UndecodableUa;

/// An Application Request on its way. Takes exactly one response: a second copy must not begin a
/// second session with the same keys and counters. Thread-safe.
public final class PendingRequest implements AutoCloseable {
    private final UaClient client;
    private final ApplicationRequest request;
    private final byte[] datagram;
    private final KApp kApp;
    private final LeafKeys keys;
    private boolean over;

    PendingRequest(UaClient client, ApplicationRequest request, KApp kApp, LeafKeys keys) {
        this.client = client;
        this.request = request;
        this.datagram = UaCodec.encode(request);
        this.kApp = kApp;
        this.keys = keys;
    }

    /// What to send, and to send again: the same octets every time.
    public byte[] datagram() {
        return datagram.clone();
    }

    /// Reads a datagram of the server; whatever the octets, it answers with a value. After a refusal
    /// the request stays pending, since a plain refusal proves nothing and an authenticated one may
    /// ask for a repeat.
    public synchronized RequestOutcome open(byte[] received) {
        if (over) {
            return new RequestOutcome.NotForMe();
        }
        return switch (UaCodec.decodeDownlink(received)) {
            case ApplicationResponse response -> open(response);
            case Refusal refusal -> open(refusal);
            case SessionMessage _ -> new RequestOutcome.NotForMe();
            case UndecodableUa undecodable ->
                    new RequestOutcome.Invalid("no Ua message: " + undecodable.reason());
        };
    }

    private RequestOutcome open(ApplicationResponse response) {
        if (response.form() != request.header().form()
                || response.ciphered() != request.header().ciphered()) {
            return new RequestOutcome.Invalid("form or ciphering differs from the request");
        }
        SessionKeys down =
                SessionKeys.from(kApp, Direction.DOWNLINK, response.randS(), request.mac());
        byte[] body = response.body().toArray();
        Octets expected = down.t(response.header(), response.sessionId(), 0, body);
        if (!ConstantTime.equal(response.t(), expected)) {
            down.close();
            return new RequestOutcome.Invalid("t does not verify");
        }
        Plaintext downlink = Plaintext.copyOf(response.ciphered() ? down.apply(0, body) : body);
        SessionKeys up = SessionKeys.from(kApp, Direction.UPLINK, response.randS(), request.mac());
        close();
        return new RequestOutcome.Delivered(
                downlink,
                new UaSession(
                        SessionEnd.ofUe(response.sessionId(), response.ciphered(), up, down)));
    }

    private RequestOutcome open(Refusal refusal) {
        if (!refusal.echo().equals(request.mac())) {
            return new RequestOutcome.NotForMe();
        }
        if (refusal.authenticated()) {
            Octets expected =
                    keys.refusalTag(client.asId(), client.name(), refusal.header(), refusal);
            if (!ConstantTime.equal(refusal.tag(), expected)) {
                return new RequestOutcome.Invalid("tag of the refusal does not verify");
            }
            if (refusal.cause() == RefusalCause.CIPHERING_FORBIDDEN) {
                client.cipheringForbidden();
            }
        }
        return new RequestOutcome.RefusedBy(
                refusal.cause(), refusal.retryAfterSeconds(), refusal.authenticated());
    }

    /// Wipes the keys of the request; nothing is taken any more.
    @Override
    public synchronized void close() {
        over = true;
        kApp.octets().close();
        keys.close();
    }
}
