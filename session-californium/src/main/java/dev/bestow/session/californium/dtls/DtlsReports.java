package dev.bestow.session.californium.dtls;

import dev.bestow.core.ApplicationIdentity;
import dev.bestow.core.Eksi;
import dev.bestow.core.Guti;
import dev.bestow.core.Rand;
import dev.bestow.core.RandId;
import dev.bestow.core.Secret;
import dev.bestow.session.device.DeviceKey;
import dev.bestow.session.device.DeviceProtection;
import dev.bestow.session.device.ProtectedSession;
import dev.bestow.session.device.SendOutcome;
import dev.bestow.session.protocol.SecurityProtocol;
import dev.bestow.session.ua.FullName;
import dev.bestow.session.ua.Plaintext;

import org.eclipse.californium.core.CoapClient;
import org.eclipse.californium.core.CoapResponse;
import org.eclipse.californium.core.coap.MediaTypeRegistry;
import org.eclipse.californium.core.network.CoapEndpoint;
import org.eclipse.californium.elements.config.Configuration;
import org.eclipse.californium.elements.exception.ConnectorException;
import org.eclipse.californium.elements.util.StringUtil;
import org.eclipse.californium.scandium.DTLSConnector;
import org.eclipse.californium.scandium.config.DtlsConfig;
import org.eclipse.californium.scandium.config.DtlsConfig.DtlsRole;
import org.eclipse.californium.scandium.config.DtlsConnectorConfig;
import org.eclipse.californium.scandium.dtls.pskstore.AdvancedSinglePskStore;
import org.eclipse.californium.scandium.util.SecretUtil;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/// A device's reports by CoAP over DTLS, each session with a socket of its own.
public final class DtlsReports implements DeviceProtection {
    private final @Nullable ApplicationIdentity user;
    private final Patience patience;
    private final InetSocketAddress local;

    /// How long a device waits.
    ///
    /// @param handshakeMs before the first repetition of a handshake's flight; doubles
    /// @param handshakeRepeats of a flight
    /// @param answerMs for the answer to a report, its handshake and repetitions included
    public record Patience(long handshakeMs, int handshakeRepeats, long answerMs) {
        /// A handshake's flight goes out three times in 14 s; the answer is waited for 20 s.
        public static final Patience DEFAULT = new Patience(2_000, 2, 20_000);
    }

    /// @param user the application identity that a PSK identity by RAND carries, or null for none
    public DtlsReports(@Nullable ApplicationIdentity user, Patience patience) {
        this(user, patience, new InetSocketAddress(0));
    }

    private DtlsReports(
            @Nullable ApplicationIdentity user, Patience patience, InetSocketAddress local) {
        this.user = user;
        this.patience = patience;
        this.local = local;
    }

    /// The same from the address that the network gave the device.
    public DtlsReports from(InetAddress address) {
        return new DtlsReports(user, patience, new InetSocketAddress(address, 0));
    }

    /// The identity under which this device shows that key.
    public PskIdentity identity(FullName name) {
        return switch (name) {
            case FullName.ByRand(Rand _, RandId id) -> new PskIdentity.ByRand(id, user);
            case FullName.ByGuti(Guti guti, Eksi eksi) -> new PskIdentity.ByGuti(guti, eksi);
        };
    }

    @Override
    public ProtectedSession open(DeviceKey key, InetSocketAddress server) {
        return SecurityProtocol.DTLS.isFor(key.confidentialityAllowed())
                ? new Session(key, server)
                : new Forbidden();
    }

    /// Where nothing may be ciphered.
    private static final class Forbidden implements ProtectedSession {
        @Override
        public SendOutcome send(Plaintext report) {
            return new SendOutcome.NoneInClear(SecurityProtocol.DTLS);
        }

        @Override
        public void close() {}
    }

    private final class Session implements ProtectedSession {
        private final CoapEndpoint endpoint;
        private final CoapClient client;
        private final AdvancedSinglePskStore psk;

        Session(DeviceKey key, InetSocketAddress server) {
            psk = store(key);
            Configuration configuration =
                    LeafKeyConnector.shared()
                            .set(DtlsConfig.DTLS_ROLE, DtlsRole.CLIENT_ONLY)
                            .set(DtlsConfig.DTLS_CONNECTION_ID_LENGTH, 0)
                            .set(DtlsConfig.DTLS_MAX_CONNECTIONS, 4)
                            .set(
                                    DtlsConfig.DTLS_RETRANSMISSION_TIMEOUT,
                                    patience.handshakeMs(),
                                    TimeUnit.MILLISECONDS)
                            .set(DtlsConfig.DTLS_MAX_RETRANSMISSIONS, patience.handshakeRepeats());
            var config =
                    DtlsConnectorConfig.builder(configuration)
                            .setAddress(local)
                            .setAdvancedPskStore(psk)
                            .build();
            endpoint =
                    CoapEndpoint.builder()
                            .setConfiguration(configuration)
                            .setConnector(new DTLSConnector(config))
                            .build();
            client =
                    new CoapClient(
                                    "coaps://"
                                            + StringUtil.toString(server)
                                            + "/"
                                            + DtlsServer.RESOURCE)
                            .setEndpoint(endpoint)
                            .setTimeout(patience.answerMs());
        }

        private AdvancedSinglePskStore store(DeviceKey key) {
            try (Secret secret = DtlsPsk.of(key.leaf())) {
                return secret.use(
                        octets -> new AdvancedSinglePskStore(identity(key.name()).text(), octets));
            }
        }

        @Override
        public SendOutcome send(Plaintext report) {
            try {
                CoapResponse response =
                        client.post(report.toArray(), MediaTypeRegistry.APPLICATION_OCTET_STREAM);
                if (response == null) {
                    return new SendOutcome.NoAnswer();
                }
                return response.isSuccess()
                        ? new SendOutcome.Answered(Plaintext.copyOf(response.getPayload()))
                        : new SendOutcome.Refused("CoAP " + response.getCode());
            } catch (ConnectorException | IOException e) {
                return new SendOutcome.NoAnswer();
            }
        }

        @Override
        public void close() {
            client.shutdown();
            endpoint.destroy();
            SecretUtil.destroy(psk);
        }
    }
}
