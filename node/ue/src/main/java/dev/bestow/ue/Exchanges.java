package dev.bestow.ue;

import dev.bestow.session.ua.Plaintext;

import org.jspecify.annotations.Nullable;

/// A device's exchanges with servers, of which a first one may begin a session.
final class Exchanges {
    private final UeConfig config;
    private final Device.Ports ports;
    private final Sessions sessions;

    Exchanges(UeConfig config, Device.Ports ports, Sessions sessions) {
        this.config = config;
        this.ports = ports;
        this.sessions = sessions;
    }

    /// A first report, after what goes before it.
    ReportOutcome of(AsProvision server, Protection.Opening opening, Plaintext report) {
        Channel.Outgoing before = opening.before(report);
        ReportOutcome outcome = before == null ? null : of(server, before);
        return outcome == null || outcome instanceof ReportOutcome.Delivered
                ? of(server, opening.first(report))
                : outcome;
    }

    /// Blocks until the server has answered, or until it is clear that it does not.
    ReportOutcome of(AsProvision server, Channel.Outgoing outgoing) {
        var exchange =
                new UaExchange(
                        outgoing.datagram().toArray(),
                        outgoing.reader(),
                        config.limits(),
                        ports.timers());
        return switch (exchange.with(server, ports.ua())) {
            case UaExchange.Reading.Done(Plaintext downlink, @Nullable Channel channel) -> {
                if (channel != null) {
                    sessions.begin(server.asId(), channel);
                }
                yield new ReportOutcome.Delivered(downlink);
            }
            case UaExchange.Reading.Refused(var cause, _, var authenticated) ->
                    new ReportOutcome.Refused(cause, authenticated);
            case UaExchange.Reading.Nothing() -> new ReportOutcome.NoAnswer();
        };
    }
}
