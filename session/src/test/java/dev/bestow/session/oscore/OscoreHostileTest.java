package dev.bestow.session.oscore;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Objects.requireNonNull;

import dev.bestow.core.Octets;
import dev.bestow.core.Rand;
import dev.bestow.session.key.FetchLimits;
import dev.bestow.session.ua.FullName;
import dev.bestow.session.ua.Journey;
import dev.bestow.session.ua.Plaintext;
import dev.bestow.session.ua.UaClient;
import dev.bestow.wire.coap.CoapCode;
import dev.bestow.wire.coap.CoapCodec;
import dev.bestow.wire.coap.CoapMessage;
import dev.bestow.wire.coap.CoapOption;
import dev.bestow.wire.coap.OscoreOption;
import dev.bestow.wire.ua.RefusalCause;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// What somebody without the key can do, and what a device with one can do to another.
class OscoreHostileTest {
    private static final OscoreOutcome THANKS = new OscoreOutcome.Delivered(Journey.ACK);

    private final OscoreJourney journey = OscoreJourney.seeded(8613);

    private static CoapMessage coap(byte @Nullable [] datagram) {
        return (CoapMessage) CoapCodec.decode(requireNonNull(datagram, "an answer"));
    }

    private static byte[] with(CoapMessage message, OscoreOption option, Octets payload) {
        return CoapCodec.encode(
                new CoapMessage(
                        message.type(),
                        message.code(),
                        message.messageId(),
                        message.token(),
                        List.of(new CoapOption(CoapOption.OSCORE, option.encode())),
                        payload));
    }

    private static OscoreOption option(CoapMessage message) {
        return message.option(CoapOption.OSCORE).flatMap(OscoreOption::decode).orElseThrow();
    }

    /// A window that moved before the tag was checked would refuse everything that follows.
    @Test
    void aForgedHighNumberMovesNothing() {
        OscoreSession session = journey.session();
        assertThat(journey.exchanged(session.seal(Journey.REPORT))).isEqualTo(THANKS);
        CoapMessage next = coap(session.seal(Plaintext.of("held back")).datagram());
        for (long number : new long[] {1, 70, 1L << 31, OscoreOption.MAX_PARTIAL_IV}) {
            var forged =
                    new OscoreOption(
                            OscoreOption.partialIv(number),
                            option(next).kidContext(),
                            Octets.EMPTY);
            byte[] answer =
                    journey.server.handle(
                            with(next, forged, Octets.copyOf(new byte[40])), Journey.SOURCE);
            assertThat(coap(answer).code()).isEqualTo(CoapCode.BAD_REQUEST);
        }
        assertThat(journey.exchanged(session.seal(Journey.REPORT))).isEqualTo(THANKS);
        assertThat(journey.serve(CoapCodec.encode(next))).isNotNull();
        assertThat(journey.delivered).hasSize(3);
    }

    /// Every bit of a first request, and of one in a context: it is the same message to the context or none at all.
    @Test
    void octetsThatDifferDeliverNothingTwiceAndNothingElse() {
        OscoreSession session = journey.session();
        for (int round = 0; round < 2; round++) {
            OscoreExchange exchange = session.seal(Journey.REPORT);
            byte[] request = exchange.datagram();
            for (int i = 0; i < request.length; i++) {
                for (int bit = 0; bit < 8; bit++) {
                    byte[] flipped = request.clone();
                    flipped[i] ^= (byte) (1 << bit);
                    answeredInNoMoreOctets(flipped);
                }
                answeredInNoMoreOctets(Arrays.copyOf(request, i));
            }
            answeredInNoMoreOctets(Arrays.copyOf(request, request.length + 1));
            journey.exchanged(exchange);
            assertThat(journey.delivered).hasSize(round + 1).containsOnly(Journey.REPORT);
        }
        assertThat(journey.server.contextCount()).isOne();
    }

    /// A bit of what transmits the message (type, message ID, token) is not protected, and changes nothing that is.
    private void answeredInNoMoreOctets(byte[] datagram) {
        int before = journey.delivered.size();
        byte[] answer = journey.server.handle(datagram, Journey.SOURCE);
        boolean genuine = journey.delivered.size() > before;
        if (answer != null && coap(answer).option(CoapOption.OSCORE).isEmpty()) {
            assertThat(answer).hasSizeLessThanOrEqualTo(datagram.length);
        }
        assertThat(genuine && journey.delivered.size() > before + 1).isFalse();
    }

    @Test
    void whatAServerSaidIsNoRequestAndWhatADeviceSaidNoResponse() {
        OscoreSession session = journey.session();
        OscoreExchange first = session.seal(Journey.REPORT);
        byte[] answer = journey.serve(first.datagram());
        assertThat(journey.server.handle(answer, Journey.SOURCE)).isNull();
        byte[] asRequest = answer.clone();
        asRequest[1] = (byte) CoapCode.POST.octet();
        assertThat(coap(journey.server.handle(asRequest, Journey.SOURCE)).code())
                .isEqualTo(CoapCode.BAD_OPTION);
        // As a request of the device in all but the key and the nonce.
        CoapMessage response = coap(answer);
        var of =
                new OscoreOption(
                        option(response).partialIv(),
                        option(coap(first.datagram())).kidContext(),
                        Octets.EMPTY);
        byte[] reflected = with(coap(first.datagram()), of, response.payload());
        assertThat(coap(journey.server.handle(reflected, Journey.SOURCE)).code())
                .isEqualTo(CoapCode.BAD_REQUEST);
        OscoreExchange second = session.seal(Journey.REPORT);
        assertThat(second.open(second.datagram())).isEqualTo(new OscoreOutcome.NotForMe());
        byte[] asResponse = second.datagram();
        asResponse[1] = (byte) CoapCode.CHANGED.octet();
        assertThat(second.open(asResponse)).isInstanceOf(OscoreOutcome.Invalid.class);
        assertThat(journey.delivered).hasSize(1);
    }

    /// The response to one request, with all that is in clear of another's.
    @Test
    void aResponseAnswersNoOtherRequest() {
        OscoreSession session = journey.session();
        OscoreExchange first = session.seal(Journey.REPORT);
        OscoreExchange second = session.seal(Journey.REPORT);
        CoapMessage answer = coap(journey.serve(first.datagram()));
        CoapMessage request = coap(second.datagram());
        byte[] moved =
                CoapCodec.encode(
                        CoapMessage.responding(
                                request, 0, answer.code(), answer.options(), answer.payload()));
        assertThat(second.open(moved)).isInstanceOf(OscoreOutcome.Invalid.class);
        assertThat(journey.exchanged(second)).isEqualTo(THANKS);
    }

    /// Two devices with the same token, message ID and Partial IV, whose requests are under way together.
    @Test
    void equalTokensOfTwoDevicesSwapNothing() {
        Rand otherRand = Rand.parse("00112233445566778899aabbccddeeff");
        String otherKey = "7f".repeat(32);
        journey.ports.source.put(otherRand, otherKey, true);
        OscoreExchange one =
                journey.client(Journey.BY_RAND, Journey.STUCK)
                        .begin(Journey.REPORT)
                        .seal(Journey.REPORT);
        OscoreExchange two =
                new OscoreClient(
                                new UaClient.Key(
                                        Journey.AS,
                                        new FullName.ByRand(otherRand),
                                        Journey.ksAs(otherKey)),
                                Journey.STUCK,
                                () -> 0)
                        .begin(Journey.REPORT)
                        .seal(Journey.REPORT);
        assertThat(coap(one.datagram()).token()).isEqualTo(coap(two.datagram()).token());
        byte[][] answers = new byte[2][];
        journey.beforeAnswer =
                () -> {
                    journey.beforeAnswer = () -> {};
                    answers[1] = journey.serve(two.datagram());
                };
        answers[0] = journey.serve(one.datagram());
        assertThat(one.open(answers[1])).isInstanceOf(OscoreOutcome.Invalid.class);
        assertThat(two.open(answers[0])).isInstanceOf(OscoreOutcome.Invalid.class);
        assertThat(one.open(answers[0])).isEqualTo(THANKS);
        assertThat(two.open(answers[1])).isEqualTo(THANKS);
    }

    /// Somebody on the path says that the server speaks no OSCORE, in all the words a server has.
    @Test
    void noAnswerInClearLowersAnything() {
        OscoreSession session = journey.session();
        OscoreExchange first = session.seal(Journey.REPORT);
        CoapMessage request = coap(first.datagram());
        for (int code = 0; code < 256; code++) {
            CoapMessage forged =
                    CoapMessage.responding(
                            request,
                            0,
                            new CoapCode(code),
                            List.of(),
                            Octets.copyOf("CIPHERING_FORBIDDEN".getBytes(US_ASCII)));
            switch (first.open(CoapCodec.encode(forged))) {
                case OscoreOutcome.Delivered _ -> throw new AssertionError("taken in clear");
                case OscoreOutcome.RefusedBy(_, _, var proven) -> assertThat(proven).isFalse();
                case OscoreOutcome.NotForMe(), OscoreOutcome.Invalid _ -> {}
            }
        }
        assertThat(first.open(journey.serve(first.datagram()))).isEqualTo(THANKS);
        assertThat(session.seal(Journey.REPORT).datagram()[1])
                .isEqualTo((byte) CoapCode.POST.octet());
    }

    /// Ten times as many as there may be contexts: none is kept, and they cost the key server what strangers may.
    @Test
    void strangersLeaveNothingBehind() {
        journey.ports.fetches = new FetchLimits(64, 100, 1, 1_000, 1);
        journey.policy = new OscorePolicy(1_000, 600);
        journey.restarted();
        OscoreSession genuine = journey.session();
        assertThat(journey.exchanged(genuine.seal(Journey.REPORT))).isEqualTo(THANKS);
        byte[] request = genuine.seal(Journey.REPORT).datagram();
        CoapMessage message = coap(request);
        Random random = new Random(1);
        for (int i = 0; i < 10_000; i++) {
            byte[] name = new byte[12];
            random.nextBytes(name);
            var option =
                    new OscoreOption(OscoreOption.partialIv(0), Octets.copyOf(name), Octets.EMPTY);
            byte[] forged = with(message, option, message.payload());
            Octets source = Octets.copyOf(ByteBuffer.allocate(4).putInt(i / 4).array());
            byte[] answer = journey.server.handle(forged, source);
            assertThat(answer).isNotNull().hasSizeLessThanOrEqualTo(forged.length);
        }
        assertThat(journey.server.contextCount()).isOne();
        assertThat(journey.ports.source.fetches.get()).isLessThanOrEqualTo(1_002);
        assertThat(journey.refusals).contains(RefusalCause.BUSY);
        assertThat(journey.serve(request)).isNotNull();
        assertThat(journey.delivered).hasSize(2);
    }

    /// Seeded noise that looks like OSCORE to the first octets.
    @Test
    void noiseThrowsNothing() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        byte[] genuine = journey.session().seal(Journey.REPORT).datagram();
        for (int i = 0; i < 20_000; i++) {
            byte[] noise = Arrays.copyOf(genuine, random.nextInt(genuine.length + 8));
            for (int flips = random.nextInt(6); flips > 0 && noise.length > 0; flips--) {
                noise[random.nextInt(noise.length)] = (byte) random.nextInt(256);
            }
            assertThat(noise).as("seed %d", seed).isNotNull();
            journey.server.handle(noise, Journey.SOURCE);
        }
        assertThat(journey.delivered.size()).as("seed %d", seed).isLessThanOrEqualTo(1);
    }
}
