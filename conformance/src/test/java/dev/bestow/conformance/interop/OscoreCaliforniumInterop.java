package dev.bestow.conformance.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestow.conformance.OscorePeers;
import dev.bestow.core.Octets;
import dev.bestow.session.oscore.OscoreAgreement;
import dev.bestow.session.oscore.OscoreClient;
import dev.bestow.session.oscore.OscoreExchange;
import dev.bestow.session.oscore.OscoreOutcome;
import dev.bestow.session.oscore.OscoreSession;
import dev.bestow.session.ua.Plaintext;
import dev.bestow.wire.coap.CoapCodec;
import dev.bestow.wire.coap.CoapMessage;
import dev.bestow.wire.coap.CoapOption;
import dev.bestow.wire.coap.OscoreOption;

import org.eclipse.californium.core.CoapClient;
import org.eclipse.californium.core.CoapResource;
import org.eclipse.californium.core.CoapResponse;
import org.eclipse.californium.core.CoapServer;
import org.eclipse.californium.core.coap.CoAP;
import org.eclipse.californium.core.coap.MediaTypeRegistry;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.config.CoapConfig;
import org.eclipse.californium.core.network.CoapEndpoint;
import org.eclipse.californium.core.server.resources.CoapExchange;
import org.eclipse.californium.core.server.resources.Resource;
import org.eclipse.californium.cose.AlgorithmID;
import org.eclipse.californium.elements.config.Configuration;
import org.eclipse.californium.oscore.HashMapCtxDB;
import org.eclipse.californium.oscore.OSCoreCoapStackFactory;
import org.eclipse.californium.oscore.OSCoreCtx;
import org.eclipse.californium.oscore.OSCoreResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Californium's OSCORE on the other end, in both directions: a client that begins a context with its first request,
/// and a server that was given one.
@Timeout(60)
class OscoreCaliforniumInterop {
    private static final byte[] CLIENT_ID = {};
    private static final byte[] SERVER_ID = {1};
    private static final int WINDOW = 32;
    private static final int MAX_UNFRAGMENTED = 4_096;

    private static Configuration configuration() {
        CoapConfig.register();
        return new Configuration();
    }

    private static OSCoreCtx context(OscorePeers peers, boolean client, byte[] idContext)
            throws Exception {
        var context =
                new OSCoreCtx(
                        peers.masterSecret(),
                        client,
                        AlgorithmID.AES_CCM_16_64_128,
                        client ? CLIENT_ID : SERVER_ID,
                        client ? SERVER_ID : CLIENT_ID,
                        AlgorithmID.HKDF_HMAC_SHA_256,
                        WINDOW,
                        null,
                        idContext,
                        MAX_UNFRAGMENTED);
        context.setIncludeContextId(client);
        return context;
    }

    /// After 3GPP's round trip: `salt` is what both said in it.
    private static OSCoreCtx agreed(OscorePeers peers, boolean client, byte[] deviceId, byte[] salt)
            throws Exception {
        return new OSCoreCtx(
                peers.masterSecretOf3gpp(),
                client,
                AlgorithmID.AES_CCM_16_64_128,
                client ? deviceId : SERVER_ID,
                client ? SERVER_ID : deviceId,
                AlgorithmID.HKDF_HMAC_SHA_256,
                WINDOW,
                salt,
                null,
                MAX_UNFRAGMENTED);
    }

    private static byte[] joined(byte[] first, byte[] second) {
        return ByteBuffer.allocate(first.length + second.length).put(first).put(second).array();
    }

    private static CoapEndpoint endpoint(HashMapCtxDB contexts) {
        return CoapEndpoint.builder()
                .setConfiguration(configuration())
                .setInetSocketAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .setCoapStackFactory(new OSCoreCoapStackFactory())
                .setCustomCoapStackArgument(contexts)
                .build();
    }

    @Test
    void itsClientSpeaksToOurServer() throws Exception {
        try (var peers = new OscorePeers()) {
            var contexts = new HashMapCtxDB();
            String uri = "coap://127.0.0.1:" + peers.address().getPort();
            contexts.addContext(uri, context(peers, true, peers.idContext().toArray()));
            CoapEndpoint endpoint = endpoint(contexts);
            var client = new CoapClient(uri);
            client.setEndpoint(endpoint);
            try {
                for (int i = 0; i < 100; i++) {
                    CoapResponse response = client.advanced(request("report " + i));
                    assertThat(response).as("report %d", i).isNotNull();
                    assertThat(response.getCode()).isEqualTo(CoAP.ResponseCode.CHANGED);
                    assertThat(response.getResponseText()).isEqualTo("noted");
                    assertThat(response.advanced().getOptions().hasOscore()).isTrue();
                }
                var get = new Request(CoAP.Code.GET);
                get.getOptions().setOscore(new byte[0]);
                assertThat(client.advanced(get).getCode())
                        .isEqualTo(CoAP.ResponseCode.METHOD_NOT_ALLOWED);
            } finally {
                client.shutdown();
                endpoint.destroy();
            }
            assertThat(peers.delivered())
                    .hasSize(100)
                    .doesNotHaveDuplicates()
                    .startsWith(Plaintext.of("report 0"));
        }
    }

    @Test
    void itsClientSpeaksToOurServerAfter3gppsRoundTrip() throws Exception {
        try (var peers = new OscorePeers()) {
            var contexts = new HashMapCtxDB();
            String uri = "coap://127.0.0.1:" + peers.address().getPort();
            CoapEndpoint endpoint = endpoint(contexts);
            var client = new CoapClient(uri);
            client.setEndpoint(endpoint);
            try {
                byte[] name = Arrays.copyOf(peers.idContext().toArray(), 4);
                byte[] asked =
                        HexFormat.of()
                                .parseHex(
                                        "840144%s480102030405060708%s"
                                                .formatted(HexFormat.of().formatHex(name), "4101"));
                var post = new Request(CoAP.Code.POST);
                post.setURI(uri + "/best");
                post.setPayload(asked);
                post.getOptions().setContentFormat(MediaTypeRegistry.APPLICATION_CBOR);
                CoapResponse agreed = client.advanced(post);
                assertThat(agreed.getCode()).isEqualTo(CoAP.ResponseCode.CREATED);
                assertThat(agreed.getOptions().getContentFormat())
                        .isEqualTo(MediaTypeRegistry.APPLICATION_CBOR);
                byte[] answer = agreed.getPayload();
                byte[] deviceId = Arrays.copyOfRange(answer, 11, answer.length);
                contexts.addContext(uri, agreed(peers, true, deviceId, joined(asked, answer)));
                for (int i = 0; i < 20; i++) {
                    CoapResponse response = client.advanced(request("report " + i));
                    assertThat(response).as("report %d", i).isNotNull();
                    assertThat(response.getResponseText()).isEqualTo("noted");
                }
            } finally {
                client.shutdown();
                endpoint.destroy();
            }
            assertThat(peers.delivered()).hasSize(20).doesNotHaveDuplicates();
        }
    }

    @Test
    void ourClientSpeaksToItsServerAfter3gppsRoundTrip() throws Exception {
        byte[] answer = HexFormat.of().parseHex("82" + "481112131415161718" + "43212223");
        try (var peers = new OscorePeers();
                OscoreClient client = peers.client();
                var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            var contexts = new HashMapCtxDB();
            List<String> taken = new CopyOnWriteArrayList<>();
            CoapEndpoint endpoint = endpoint(contexts);
            CoapServer server = server(taken);
            server.add(agreeing(peers, contexts, answer));
            server.addEndpoint(endpoint);
            server.start();
            try {
                InetSocketAddress to = endpoint.getAddress();
                OscoreAgreement agreement = client.agree(Plaintext.of("report 0"));
                byte[] datagram = answered(agreement.datagram(), socket, to);
                try (OscoreSession session =
                        ((OscoreAgreement.Outcome.Agreed) agreement.open(datagram)).session()) {
                    for (int i = 0; i < 20; i++) {
                        OscoreExchange next = session.seal(Plaintext.of("report " + i));
                        assertThat(exchanged(next, socket, to))
                                .isEqualTo(new OscoreOutcome.Delivered(Plaintext.of("thanks")));
                    }
                }
            } finally {
                server.destroy();
            }
            assertThat(taken).hasSize(20).doesNotHaveDuplicates();
        }
    }

    /// Its end of the round trip, with that answer.
    private static Resource agreeing(OscorePeers peers, HashMapCtxDB contexts, byte[] answer) {
        return new CoapResource("best") {
            @Override
            public void handlePOST(CoapExchange exchange) {
                byte[] salt = joined(exchange.getRequestPayload(), answer);
                byte[] deviceId = Arrays.copyOfRange(answer, 11, answer.length);
                try {
                    contexts.addContext(agreed(peers, false, deviceId, salt));
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
                exchange.respond(
                        CoAP.ResponseCode.CREATED, answer, MediaTypeRegistry.APPLICATION_CBOR);
            }
        };
    }

    private static Request request(String report) {
        var request = new Request(CoAP.Code.POST);
        request.setPayload(report);
        request.getOptions().setContentFormat(MediaTypeRegistry.TEXT_PLAIN);
        request.getOptions().setOscore(new byte[0]);
        return request;
    }

    @Test
    void ourClientSpeaksToItsServer() throws Exception {
        try (var peers = new OscorePeers();
                OscoreClient client = peers.client();
                OscoreSession session = client.begin(Plaintext.of("report 0"));
                var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            OscoreExchange first = session.seal(Plaintext.of("report 0"));
            var contexts = new HashMapCtxDB();
            contexts.addContext(context(peers, false, idContext(first.datagram())));
            List<String> taken = new CopyOnWriteArrayList<>();
            CoapEndpoint endpoint = endpoint(contexts);
            CoapServer server = server(taken);
            server.addEndpoint(endpoint);
            server.start();
            try {
                InetSocketAddress to = endpoint.getAddress();
                assertThat(exchanged(first, socket, to))
                        .isEqualTo(new OscoreOutcome.Delivered(Plaintext.of("thanks")));
                for (int i = 1; i < 100; i++) {
                    OscoreExchange next = session.seal(Plaintext.of("report " + i));
                    assertThat(exchanged(next, socket, to))
                            .isEqualTo(new OscoreOutcome.Delivered(Plaintext.of("thanks")));
                }
            } finally {
                server.destroy();
            }
            assertThat(taken).hasSize(100).doesNotHaveDuplicates();
        }
    }

    private static CoapServer server(List<String> taken) {
        return new CoapServer(configuration()) {
            @Override
            protected Resource createRoot() {
                return new OSCoreResource("", true) {
                    @Override
                    public void handlePOST(CoapExchange exchange) {
                        taken.add(exchange.getRequestText());
                        exchange.respond(CoAP.ResponseCode.CHANGED, "thanks");
                    }
                };
            }
        };
    }

    private static byte[] idContext(byte[] datagram) {
        Octets option =
                ((CoapMessage) CoapCodec.decode(datagram)).option(CoapOption.OSCORE).orElseThrow();
        Octets kidContext = OscoreOption.decode(option).orElseThrow().kidContext();
        return kidContext == null ? new byte[0] : kidContext.toArray();
    }

    private static OscoreOutcome exchanged(
            OscoreExchange exchange, DatagramSocket socket, InetSocketAddress to) throws Exception {
        return exchange.open(answered(exchange.datagram(), socket, to));
    }

    private static byte[] answered(byte[] request, DatagramSocket socket, InetSocketAddress to)
            throws Exception {
        socket.setSoTimeout(10_000);
        socket.send(new DatagramPacket(request, request.length, to));
        var answer = new DatagramPacket(new byte[2_048], 2_048);
        socket.receive(answer);
        return Arrays.copyOf(answer.getData(), answer.getLength());
    }
}
