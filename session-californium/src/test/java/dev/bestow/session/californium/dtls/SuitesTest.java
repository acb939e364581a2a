package dev.bestow.session.californium.dtls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.eclipse.californium.scandium.dtls.cipher.CipherSuite.*;

import dev.bestow.core.Secret;
import dev.bestow.keys.KsAs;

import org.eclipse.californium.core.CoapClient;
import org.eclipse.californium.core.CoapResponse;
import org.eclipse.californium.core.network.CoapEndpoint;
import org.eclipse.californium.elements.DtlsEndpointContext;
import org.eclipse.californium.elements.config.Configuration;
import org.eclipse.californium.elements.exception.ConnectorException;
import org.eclipse.californium.scandium.DTLSConnector;
import org.eclipse.californium.scandium.config.DtlsConfig;
import org.eclipse.californium.scandium.config.DtlsConfig.DtlsRole;
import org.eclipse.californium.scandium.config.DtlsConnectorConfig;
import org.eclipse.californium.scandium.dtls.cipher.CipherSuite;
import org.eclipse.californium.scandium.dtls.pskstore.AdvancedSinglePskStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Which suites there are, and which one of those that a device offers is chosen.
class SuitesTest {
    private static final List<CipherSuite> OURS =
            List.of(
                    TLS_ECDHE_PSK_WITH_AES_128_GCM_SHA256,
                    TLS_ECDHE_PSK_WITH_AES_128_CCM_8_SHA256,
                    TLS_ECDHE_PSK_WITH_AES_128_CCM_SHA256,
                    TLS_PSK_WITH_AES_128_GCM_SHA256,
                    TLS_PSK_WITH_AES_128_CCM_8,
                    TLS_PSK_WITH_AES_128_CCM);

    @SuppressWarnings("UnusedVariable") // a field source
    private static final List<CipherSuite> REFUSED =
            List.of(
                    TLS_PSK_WITH_AES_128_CBC_SHA256,
                    TLS_ECDHE_PSK_WITH_AES_128_CBC_SHA256,
                    TLS_PSK_WITH_AES_256_CCM_8,
                    TLS_PSK_WITH_AES_256_CCM,
                    TLS_PSK_WITH_AES_256_GCM_SHA378);

    @Test
    void thoseWithAnEphemeralKeyComeFirst() {
        assertThat(LeafKeyConnector.SUITES).containsExactlyElementsOf(OURS);
        assertThat(LeafKeyConnector.configuration().get(DtlsConfig.DTLS_CIPHER_SUITES))
                .containsExactlyElementsOf(OURS);
        assertThat(OURS.subList(0, 3)).allMatch(CipherSuite::isEccBased);
        assertThat(OURS.subList(3, 6)).noneMatch(CipherSuite::isEccBased);
    }

    @ParameterizedTest
    @FieldSource("OURS")
    void aDeviceWithOneOfThemReportsInIt(CipherSuite suite) throws Exception {
        try (var world = new DtlsWorld()) {
            assertThat(chosen(world, List.of(suite))).isEqualTo(suite.name());
            assertThat(world.verified).hasSize(1);
        }
    }

    @ParameterizedTest
    @FieldSource("REFUSED")
    void anyOtherSuiteBeginsNoSessionAndAsksForNoKey(CipherSuite suite) throws Exception {
        try (var world = new DtlsWorld()) {
            assertThat(chosen(world, List.of(suite))).isEqualTo("none");
            assertThat(world.fetches).hasValue(0);
            assertThat(world.server.connector().connectionCount()).isZero();
            assertThat(world.server.connector().handshakeCount()).isZero();
        }
    }

    /// In whichever order a device offers: the server's own decides, so a device that has forward secrecy gets it.
    @Test
    void theServersOrderDecides() throws Exception {
        List<CipherSuite> offered = new ArrayList<>(OURS);
        while (!offered.isEmpty()) {
            List<CipherSuite> reversed = new ArrayList<>(offered);
            Collections.reverse(reversed);
            try (var world = new DtlsWorld()) {
                assertThat(chosen(world, reversed)).isEqualTo(offered.getFirst().name());
            }
            offered.removeFirst();
        }
    }

    /// The suite of a session in which a report was answered.
    private static String chosen(DtlsWorld world, List<CipherSuite> offered) throws Exception {
        world.grant(1, 7, "meter-1");
        Configuration configuration =
                LeafKeyConnector.shared()
                        .set(DtlsConfig.DTLS_ROLE, DtlsRole.CLIENT_ONLY)
                        .set(DtlsConfig.DTLS_RECOMMENDED_CIPHER_SUITES_ONLY, false)
                        .set(DtlsConfig.DTLS_CIPHER_SUITES, offered)
                        .set(DtlsConfig.DTLS_RETRANSMISSION_TIMEOUT, 500, TimeUnit.MILLISECONDS)
                        .set(DtlsConfig.DTLS_MAX_RETRANSMISSIONS, 4);
        String identity = new PskIdentity.ByRand(DtlsWorld.rand(1).id(), null).text();
        try (Secret psk = psk()) {
            var store = psk.use(octets -> new AdvancedSinglePskStore(identity, octets));
            var connector =
                    new DTLSConnector(
                            DtlsConnectorConfig.builder(configuration)
                                    .setAddress(new InetSocketAddress(0))
                                    .setAdvancedPskStore(store)
                                    .build());
            var endpoint =
                    CoapEndpoint.builder()
                            .setConfiguration(configuration)
                            .setConnector(connector)
                            .build();
            var client =
                    new CoapClient(
                                    "coaps://127.0.0.1:%d/report"
                                            .formatted(world.server.address().getPort()))
                            .setEndpoint(endpoint)
                            .setTimeout(5_000L);
            try {
                CoapResponse answer = client.post("report", 0);
                return answer == null ? "none" : suiteOf(answer);
            } catch (ConnectorException | IOException refused) {
                assertThat(refused).hasStackTraceContaining("HANDSHAKE_FAILURE");
                return "none";
            } finally {
                client.shutdown();
                endpoint.destroy();
            }
        }
    }

    private static Secret psk() {
        KsAs leaf = DtlsWorld.ksAs(7);
        try (Secret _ = leaf.octets()) {
            return DtlsPsk.of(leaf);
        }
    }

    private static String suiteOf(CoapResponse answer) {
        return answer.advanced().getSourceContext().get(DtlsEndpointContext.KEY_CIPHER);
    }
}
