package dev.bestow.link.radius;

import dev.bestow.core.Clock;
import dev.bestow.core.InvalidValue;
import dev.bestow.core.LogThrottle;
import dev.bestow.core.Octets;
import dev.bestow.link.udp.UdpSocket;
import dev.bestow.wire.radius.AccountingCodec;
import dev.bestow.wire.radius.AccountingRequest;
import dev.bestow.wire.radius.RadiusAttribute.NasIdentifier;
import dev.bestow.wire.radius.RadiusAttribute.NasIpAddress;
import dev.bestow.wire.radius.RadiusAttribute.NasIpv6Address;
import dev.bestow.wire.radius.UndecodableAccounting;
import dev.bestow.wire.radius.UndecodableAccounting.Reason;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/// A RADIUS accounting server (RFC 2866) on one UDP socket. Each request of a client is told to [AccountingHints] once,
/// however often it is retransmitted, and then answered: a gateway may hold back packets or refuse the session until it
/// is (TS 29.061 clause 16.3). Whatever comes from an address that is no client's, or was not made with the client's
/// secret, is dropped, counted, and told to the log now and then; nothing is kept of it.
///
/// One thread reads, tells and answers. What clients say is kept for retransmissions only ([RecentRequests]).
public final class AccountingServer implements AutoCloseable {
    private static final Logger LOG = System.getLogger(AccountingServer.class.getName());

    private final UdpSocket socket;
    private final Map<InetAddress, Client> clients;
    private final LogThrottle strangersLog;
    private final LongAdder taken = new LongAdder();
    private final LongAdder repeated = new LongAdder();
    private final LongAdder strangers = new LongAdder();
    private final LongAdder unauthentic = new LongAdder();
    private final LongAdder malformed = new LongAdder();

    /// A client, and what is kept of it.
    private record Client(AccountingClient is, RecentRequests recent, LogThrottle log) {}

    private AccountingServer(
            UdpSocket socket, Map<InetAddress, Client> clients, LogThrottle strangersLog) {
        this.socket = socket;
        this.clients = clients;
        this.strangersLog = strangersLog;
    }

    /// Binds to `local`; port 0 takes a free one. Nothing is received before [#start]. The clients' secrets are the
    /// server's from now on.
    public static AccountingServer bind(
            InetSocketAddress local, List<AccountingClient> clients, Clock clock)
            throws IOException {
        Map<InetAddress, Client> byAddress = new HashMap<>();
        for (AccountingClient client : clients) {
            Client added = new Client(client, new RecentRequests(clock), new LogThrottle(clock));
            Client other = byAddress.put(client.address(), added);
            if (other != null) {
                throw new InvalidValue(
                        "address of " + client.name(), "is that of " + other.is().name() + " too");
            }
        }
        return new AccountingServer(UdpSocket.bind(local), byAddress, new LogThrottle(clock));
    }

    /// Starts to receive. To be called once.
    public void start(AccountingHints hints) {
        socket.start((from, datagram) -> receive(from, datagram, hints));
    }

    private void receive(InetSocketAddress from, byte[] datagram, AccountingHints hints) {
        Client client = clients.get(from.getAddress());
        if (client == null) {
            strangers.increment();
            strangersLog.happened(times ->
                    LOG.log(
                            Level.WARNING,
                            "dropped {0} datagrams for accounting of addresses that are no"
                                    + " client''s, the last one {1}",
                            times,
                            from.getAddress().getHostAddress()));
            return;
        }
        switch (AccountingCodec.decode(datagram, client.is().secret())) {
            case AccountingRequest request -> take(client, from, request, hints);
            case UndecodableAccounting refused -> drop(client, refused);
        }
    }

    private void take(
            Client client,
            InetSocketAddress from,
            AccountingRequest request,
            AccountingHints hints) {
        boolean first = client.recent().add(from, request);
        (first ? taken : repeated).increment();
        try {
            if (first) {
                tell(new AccountingSender(client.is().name(), gateway(request)), request, hints);
            }
        } finally {
            // Afterwards: a packet that the gateway held back until now is of somebody known.
            socket.send(from, AccountingCodec.encodeResponse(request, client.is().secret()));
        }
    }

    private static void tell(
            AccountingSender sender, AccountingRequest request, AccountingHints hints) {
        switch (request.status()) {
            case START -> hints.started(sender, AccountedSession.of(request));
            case INTERIM_UPDATE -> hints.interim(sender, AccountedSession.of(request));
            case STOP -> hints.stopped(sender, AccountedSession.of(request));
            case ACCOUNTING_ON, ACCOUNTING_OFF ->
                    hints.senderRestarted(sender, AccountedSession.time(request));
            case OTHER -> {
                // Answered, and of no session.
            }
        }
    }

    private static Octets gateway(AccountingRequest request) {
        return request.first(NasIdentifier.class)
                .map(NasIdentifier::id)
                .or(() -> request.first(NasIpAddress.class).map(NasIpAddress::address))
                .or(() -> request.first(NasIpv6Address.class).map(NasIpv6Address::address))
                .orElse(Octets.EMPTY);
    }

    private void drop(Client client, UndecodableAccounting refused) {
        boolean stranger = refused.reason() == Reason.AUTHENTICATOR;
        (stranger ? unauthentic : malformed).increment();
        client.log()
                .happened(times ->
                        LOG.log(
                                Level.WARNING,
                                "dropped {0} messages from the address of {1}, the last one"
                                        + " for {2}: {3}",
                                times,
                                client.is().name(),
                                refused.field(),
                                stranger
                                        ? "made with another secret, or by somebody else"
                                        : refused.reason()));
    }

    /// With the port that was taken.
    public InetSocketAddress localAddress() {
        return socket.localAddress();
    }

    public AccountingCounts counts() {
        return new AccountingCounts(
                taken.sum(), repeated.sum(), strangers.sum(), unauthentic.sum(), malformed.sum());
    }

    /// Frees the port and wipes the clients' secrets. Idempotent.
    @Override
    public void close() {
        socket.close();
        clients.values().forEach(client -> client.is().secret().close());
    }
}
