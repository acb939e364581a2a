package dev.bestow.californium;

import dev.bestow.core.Ports;
import dev.bestow.link.http.NorthboundClient;
import dev.bestow.link.tls.TlsIdentity;
import dev.bestow.northbound.HandshakeReports;
import dev.bestow.northbound.NorthboundKeySource;
import dev.bestow.session.californium.dtls.DtlsKeys;
import dev.bestow.session.californium.dtls.DtlsLimits;
import dev.bestow.session.californium.dtls.DtlsLog;
import dev.bestow.session.californium.dtls.DtlsPeer;
import dev.bestow.session.californium.dtls.LeafKeyConnector;
import dev.bestow.session.key.FetchLimits;
import dev.bestow.session.key.KeyCache;

import org.eclipse.californium.core.network.CoapEndpoint;
import org.eclipse.californium.core.server.resources.CoapExchange;
import org.eclipse.californium.elements.config.Configuration;

import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.Optional;

/// Keys of SIMs for a CoAP server: fetched from the operator as devices name them, kept in memory, bounded. Nothing of
/// a device is provisioned here.
///
/// ```java
/// var keys = BestowKeys.of(operator);
/// var server = new CoapServer(keys.configuration());
/// server.addEndpoint(keys.endpoint(new InetSocketAddress(5684)));
/// ```
///
/// Whose device a request is of, [#sender] says. Thread-safe.
public final class BestowKeys implements AutoCloseable {
    private static final long RETRIEVAL_DEADLINE_MS = 5_000;

    private final MachineTime time = new MachineTime();
    private final NorthboundClient client;
    private final HandshakeReports reports;
    private final DtlsKeys dtls;
    private final Configuration configuration = LeafKeyConnector.configuration();
    private volatile Optional<LeafKeyConnector> connector = Optional.empty();

    private BestowKeys(Operator operator) {
        var identity =
                TlsIdentity.load(operator.certificate(), operator.key(), operator.authorities());
        client =
                new NorthboundClient(
                        operator.url(), identity.context(), time, RETRIEVAL_DEADLINE_MS);
        var source = new NorthboundKeySource(operator.server(), operator.row(), client::retrieve);
        reports =
                new HandshakeReports(
                        operator.server(),
                        operator.row(),
                        client::report,
                        new Ports(time, time, new SecureRandom()::nextBytes));
        var cache = new KeyCache(source, time, KeyCache.STANDARD_NAMES, FetchLimits.DEFAULT);
        var log = new DtlsLog(System.getLogger("dev.bestow.californium"), time);
        dtls = new DtlsKeys(cache, reports::verified, time, time, log);
    }

    /// Reads the files; connects when the first device comes.
    ///
    /// @throws dev.bestow.core.InvalidValue when a file is none that it can use, naming it
    public static BestowKeys of(Operator operator) {
        return new BestowKeys(operator);
    }

    /// Californium's, for the server and what else stands on it; may be changed before [#endpoint].
    public Configuration configuration() {
        return configuration;
    }

    /// An endpoint of CoAP over DTLS whose PSKs are keys of SIMs. One of these keys.
    public CoapEndpoint endpoint(InetSocketAddress listen) {
        var secured = LeafKeyConnector.at(listen, configuration, dtls, DtlsLimits.DEFAULT);
        connector = Optional.of(secured);
        return CoapEndpoint.builder().setConfiguration(configuration).setConnector(secured).build();
    }

    /// Who sent a request, as the operator calls the device; nobody once its key has ended or was withdrawn, and then
    /// the session ends: answer 4.01. May ask the operator, and so wait up to 5 s.
    public Optional<DtlsPeer> sender(CoapExchange exchange) {
        return connector.flatMap(secured ->
                secured.granted(
                        exchange.advanced().getRequest().getSourceContext().getPeerIdentity()));
    }

    /// After the server, which the endpoint belongs to.
    @Override
    public void close() {
        reports.close();
        client.close();
        time.close();
    }
}
