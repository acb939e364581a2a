package dev.bestow.ue;

import dev.bestow.core.InvalidValue;
import dev.bestow.core.Octets;
import dev.bestow.session.oscore.OscoreClient;
import dev.bestow.session.oscore.OscoreExchange;
import dev.bestow.session.oscore.OscoreOutcome;
import dev.bestow.session.oscore.OscoreSession;
import dev.bestow.session.protocol.SecurityProtocol;
import dev.bestow.session.ua.PendingRequest;
import dev.bestow.session.ua.Plaintext;
import dev.bestow.session.ua.UaClient;

import org.jspecify.annotations.Nullable;

/// How reports to a server are protected.
public enum Protection {
    /// Ua native.
    UA(SecurityProtocol.UA) {
        @Override
        Opening opening(UaClient.Key key, AsProvision server, UaClient.Ports ports) {
            var speech =
                    new UaClient.UaParameters(server.form(), server.ciphered(), server.serverKey());
            return new UaOpening(new UaClient(key, speech, ports));
        }
    },

    /// OSCORE in CoAP.
    OSCORE(SecurityProtocol.OSCORE) {
        @Override
        Opening opening(UaClient.Key key, AsProvision server, UaClient.Ports ports) {
            return new OscoreOpening(new OscoreClient(key, ports.entropy()));
        }
    };

    private final SecurityProtocol protocol;

    Protection(SecurityProtocol protocol) {
        this.protocol = protocol;
    }

    /// One key towards one server, for first reports. Closed when they have been answered.
    interface Opening extends AutoCloseable {
        Channel.Outgoing first(Plaintext report);

        @Override
        void close();
    }

    abstract Opening opening(UaClient.Key key, AsProvision server, UaClient.Ports ports);

    /// Refuses a network that it is not for.
    void requireAllowed(boolean ciphered) {
        if (!protocol.isFor(ciphered)) {
            throw new InvalidValue("protection", protocol.refusal());
        }
    }

    private static final class UaOpening implements Opening {
        private final UaClient client;
        private @Nullable PendingRequest pending;

        UaOpening(UaClient client) {
            this.client = client;
        }

        @Override
        public Channel.Outgoing first(Plaintext report) {
            PendingRequest request = client.request(report);
            pending = request;
            return new Channel.Outgoing(
                    Octets.copyOf(request.datagram()),
                    octets -> UaExchange.Reading.of(request.open(octets)));
        }

        @Override
        public void close() {
            if (pending != null) {
                pending.close();
            }
            client.close();
        }
    }

    private static final class OscoreOpening implements Opening {
        private final OscoreClient client;
        private @Nullable OscoreSession begun;
        private boolean answered;

        OscoreOpening(OscoreClient client) {
            this.client = client;
        }

        @Override
        public Channel.Outgoing first(Plaintext report) {
            OscoreSession session = client.begin(report);
            begun = session;
            return outgoing(
                    session,
                    report,
                    () -> {
                        answered = true;
                        return new Channel.Oscore(session);
                    });
        }

        /// The context lives on in the channel that the answer made of it.
        @Override
        public void close() {
            if (begun != null && !answered) {
                begun.close();
            }
            client.close();
        }
    }

    /// Makes the channel that an answered first report begins.
    interface Begins {
        Channel channel();
    }

    static Channel.Outgoing outgoing(
            OscoreSession session, Plaintext report, @Nullable Begins begins) {
        OscoreExchange exchange = session.seal(report);
        return new Channel.Outgoing(
                Octets.copyOf(exchange.datagram()),
                octets ->
                        switch (exchange.open(octets)) {
                            case OscoreOutcome.Delivered(Plaintext downlink) ->
                                    new UaExchange.Reading.Done(
                                            downlink, begins == null ? null : begins.channel());
                            case OscoreOutcome.RefusedBy(var cause, var retry, var proven) ->
                                    new UaExchange.Reading.Refused(cause, retry, proven);
                            case OscoreOutcome.NotForMe(), OscoreOutcome.Invalid _ ->
                                    new UaExchange.Reading.Nothing();
                        });
    }
}
