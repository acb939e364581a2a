package dev.bestow.ue;

import dev.bestow.core.AsId;
import dev.bestow.core.Entropy;
import dev.bestow.core.Timers;
import dev.bestow.session.device.DeviceKey;
import dev.bestow.session.esp.EspClient;
import dev.bestow.session.esp.EspProfile;
import dev.bestow.session.esp.EspSession;
import dev.bestow.session.esp.EspSessionOutcome;
import dev.bestow.session.esp.InnerPacket;
import dev.bestow.session.esp.OpeningOutcome;
import dev.bestow.session.esp.PendingOpening;
import dev.bestow.session.ua.FullName;
import dev.bestow.session.ua.Plaintext;
import dev.bestow.session.ua.RequestCounts;
import dev.bestow.wire.ua.RefusalCause;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/// One device's reports in ESP: octets of an application, without IP and UDP headers inside. The first to an endpoint
/// begins a session; where the serving network forbids encryption, as the endpoint says under the key, it goes again
/// without. Of one thread.
public final class EspReports implements KeyedReports, AutoCloseable {
    private final UaTransport transport;
    private final Entropy entropy;
    private final UeConfig.Limits limits;
    private final Timers timers;
    private final Map<AsId, Held> sessions = new HashMap<>();

    /// @param transport opens ports towards endpoints
    public EspReports(
            UaTransport transport, Entropy entropy, UeConfig.Limits limits, Timers timers) {
        this.transport = transport;
        this.entropy = entropy;
        this.limits = limits;
        this.timers = timers;
    }

    private record Held(FullName name, EspSession session) {}

    @Override
    public ReportOutcome report(
            AsProvision server, DeviceKey key, RequestCounts counts, Plaintext report) {
        Held held = sessions.get(server.asId());
        if (held != null && held.name().equals(key.name()) && !held.session().isOver()) {
            ReportOutcome outcome = inSession(server, held.session(), report);
            if (!(outcome instanceof ReportOutcome.Refused(RefusalCause cause, _))
                    || cause != RefusalCause.SESSION_UNKNOWN) {
                return outcome;
            }
        }
        end(server.asId());
        var profile = new EspProfile(server.ciphered(), true);
        try (var client =
                new EspClient(key.name().keyName(), key.leaf(), profile, entropy, counts)) {
            ReportOutcome outcome = opened(server, key.name(), client, report);
            return client.profile().equals(profile)
                    ? outcome
                    : opened(server, key.name(), client, report);
        }
    }

    private ReportOutcome inSession(AsProvision server, EspSession session, Plaintext report) {
        byte[] packet = session.seal(InnerPacket.ofOctets(report));
        return exchanged(
                server,
                packet,
                octets ->
                        switch (session.open(octets)) {
                            case EspSessionOutcome.Packet(InnerPacket inner) ->
                                    done(inner, InnerPacket.OCTETS);
                            case EspSessionOutcome.RefusedBy(var cause, int retryAfter) ->
                                    new UaExchange.Reading.Refused(cause, retryAfter, false);
                            case EspSessionOutcome.Dropped _ -> new UaExchange.Reading.Nothing();
                        });
    }

    private ReportOutcome opened(
            AsProvision server, FullName name, EspClient client, Plaintext report) {
        try (PendingOpening pending = client.open(InnerPacket.ofOctets(report))) {
            return exchanged(
                    server,
                    pending.datagram(),
                    octets ->
                            reading(
                                    pending.open(octets),
                                    InnerPacket.OCTETS,
                                    session ->
                                            sessions.put(server.asId(), new Held(name, session))));
        }
    }

    /// What the answer to an opening means to its exchange.
    ///
    /// @param expected what the endpoint answers with; a packet of another kind, a dummy most often, says nothing
    /// @param begun gets the session
    static UaExchange.Reading reading(
            OpeningOutcome outcome, int expected, Consumer<EspSession> begun) {
        return switch (outcome) {
            case OpeningOutcome.Begun(InnerPacket inner, EspSession session) -> {
                begun.accept(session);
                yield done(inner, expected);
            }
            case OpeningOutcome.RefusedBy(var cause, int retryAfter, boolean authenticated) ->
                    new UaExchange.Reading.Refused(cause, retryAfter, authenticated);
            case OpeningOutcome.NotForMe(), OpeningOutcome.Invalid _ ->
                    new UaExchange.Reading.Nothing();
        };
    }

    private static UaExchange.Reading.Done done(InnerPacket inner, int expected) {
        boolean said = inner.nextHeader() == expected;
        return new UaExchange.Reading.Done(said ? inner.payload() : Plaintext.EMPTY, null);
    }

    private ReportOutcome exchanged(
            AsProvision server, byte[] datagram, Function<byte[], UaExchange.Reading> reader) {
        var exchange = new UaExchange(datagram, reader, limits, timers);
        return outcome(exchange.with(server, transport));
    }

    /// What an exchange came to.
    static ReportOutcome outcome(UaExchange.Reading reading) {
        return switch (reading) {
            case UaExchange.Reading.Done done -> new ReportOutcome.Delivered(done.downlink());
            case UaExchange.Reading.Refused(var cause, _, var authenticated) ->
                    new ReportOutcome.Refused(cause, authenticated);
            case UaExchange.Reading.Nothing() -> new ReportOutcome.NoAnswer();
        };
    }

    private void end(AsId server) {
        Held held = sessions.remove(server);
        if (held != null) {
            held.session().close();
        }
    }

    /// Ends all sessions and wipes their keys.
    @Override
    public void close() {
        sessions.values().forEach(held -> held.session().close());
        sessions.clear();
    }
}
