package dev.bestow.session.oscore;

import static org.assertj.core.api.Assertions.assertThat;

import static java.util.Objects.requireNonNull;

import dev.bestow.core.Octets;
import dev.bestow.core.Secret;
import dev.bestow.session.ua.Journey;
import dev.bestow.session.ua.Plaintext;
import dev.bestow.wire.coap.CoapCode;
import dev.bestow.wire.coap.CoapCodec;
import dev.bestow.wire.coap.CoapMessage;
import dev.bestow.wire.coap.CoapOption;
import dev.bestow.wire.coap.OscoreOption;
import dev.bestow.wire.ua.RefusalCause;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.time.Duration;

/// 3GPP's round trip before the first protected request, and what anybody may do with it.
class OscoreAgreementTest {
    private static final OscoreOutcome THANKS = new OscoreOutcome.Delivered(Journey.ACK);

    private OscoreJourney journey = OscoreJourney.seeded(33_535);

    @BeforeEach
    void theServerTakesIt() {
        journey.policy = OscorePolicy.STANDARD.withForm3gpp(true);
        journey.restarted();
    }

    private static CoapMessage coap(byte[] datagram) {
        return (CoapMessage) CoapCodec.decode(datagram);
    }

    private static OscoreOption option(byte[] datagram) {
        return coap(datagram).option(CoapOption.OSCORE).flatMap(OscoreOption::decode).orElseThrow();
    }

    private OscoreSession agreed(OscoreClient client) {
        OscoreAgreement agreement = client.agree(Journey.REPORT);
        return session(agreement.open(journey.serve(agreement.datagram())));
    }

    private static OscoreSession session(OscoreAgreement.Outcome outcome) {
        if (outcome instanceof OscoreAgreement.Outcome.Agreed(OscoreSession session)) {
            return session;
        }
        throw new AssertionError(outcome.toString());
    }

    @Test
    void reportsFollowOneRoundTripAndNameTheirContextInFourOctets() {
        OscoreAgreement agreement = journey.client().agree(Journey.REPORT);
        byte[] asked = agreement.datagram();
        byte[] answer = journey.serve(asked);
        assertThat(coap(asked).path(CoapOption.URI_PATH)).isEqualTo("/best");
        assertThat(coap(asked).option(CoapOption.CONTENT_FORMAT))
                .contains(Octets.parseHex("format", "3c"));
        assertThat(coap(answer).code()).isEqualTo(CoapCode.CREATED);
        assertThat(coap(answer).option(CoapOption.CONTENT_FORMAT))
                .contains(Octets.parseHex("format", "3c"));
        assertThat(answer).hasSizeLessThanOrEqualTo(asked.length);
        assertThat(journey.ports.source.fetches).as("nobody has proved anything").hasValue(0);
        OscoreSession session = session(agreement.open(answer));
        for (int i = 0; i < 3; i++) {
            OscoreExchange exchange = session.seal(Journey.REPORT);
            assertThat(requireNonNull(option(exchange.datagram()).kid()).length()).isEqualTo(4);
            assertThat(option(exchange.datagram()).kidContext()).isNull();
            assertThat(journey.exchanged(exchange)).isEqualTo(THANKS);
        }
        assertThat(journey.delivered).hasSize(3);
        journey.noNonceWasUsedTwice();
    }

    @Test
    void bothFormsOfOneDeviceRunAtOneServer() {
        assertThat(journey.exchanged(journey.session().seal(Journey.REPORT))).isEqualTo(THANKS);
        assertThat(journey.exchanged(agreed(journey.client()).seal(Journey.REPORT)))
                .isEqualTo(THANKS);
        assertThat(journey.server.contextCount()).as("a key has one").isEqualTo(1);
        journey.noNonceWasUsedTwice();
    }

    @Test
    void aServerThatDoesNotTakeItSaysSoAndKeepsNothing() {
        journey.policy = OscorePolicy.STANDARD;
        journey.restarted();
        OscoreAgreement agreement = journey.client().agree(Journey.REPORT);
        assertThat(agreement.open(journey.serve(agreement.datagram())))
                .isEqualTo(new OscoreAgreement.Outcome.RefusedBy(RefusalCause.FORM_NOT_ALLOWED, 0));
        assertThat(journey.server.agreementCount()).isZero();
    }

    @Test
    void aPostThatIsRepeatedHasTheAnswerThatItHad() {
        OscoreAgreement agreement = journey.client().agree(Journey.REPORT);
        byte[] first = journey.serve(agreement.datagram());
        byte[] again = journey.serve(agreement.datagram());
        assertThat(coap(again).payload()).isEqualTo(coap(first).payload());
        OscoreSession session = session(agreement.open(again));
        assertThat(agreement.open(first)).isInstanceOf(OscoreAgreement.Outcome.NotForMe.class);
        assertThat(journey.exchanged(session.seal(Journey.REPORT))).isEqualTo(THANKS);
        assertThat(journey.server.agreementCount()).isEqualTo(1);
    }

    @Test
    void aRequestIsDeliveredOnceHoweverOftenItAndThePostComeAgain() {
        OscoreAgreement agreement = journey.client().agree(Journey.REPORT);
        OscoreSession session = session(agreement.open(journey.serve(agreement.datagram())));
        OscoreExchange exchange = session.seal(Journey.REPORT);
        byte[] request = exchange.datagram();
        byte[] answer = journey.serve(request);
        assertThat(coap(journey.serve(request)).payload()).isEqualTo(coap(answer).payload());
        journey.serve(agreement.datagram());
        assertThat(coap(journey.serve(request)).payload()).isEqualTo(coap(answer).payload());
        journey.ports.clock.pass(Duration.ofMinutes(2));
        journey.serve(agreement.datagram());
        journey.handle(request);
        journey.restarted();
        assertThat(exchange.open(journey.serve(request)))
                .isEqualTo(new OscoreOutcome.RefusedBy(RefusalCause.SESSION_UNKNOWN, 0, false));
        journey.serve(agreement.datagram());
        assertThat(coap(journey.serve(request)).code().isSuccess()).isFalse();
        assertThat(journey.delivered).hasSize(1);
    }

    /// The same nonce and the same Sender ID again: the context would be the same, and has been claimed.
    @Test
    void aServerWithAStuckGeneratorMakesNoContextTwice() {
        journey = new OscoreJourney(new Journey(Journey.STUCK));
        theServerTakesIt();
        OscoreAgreement agreement = journey.client().agree(Journey.REPORT);
        byte[] answer = journey.serve(agreement.datagram());
        OscoreExchange exchange = session(agreement.open(answer)).seal(Journey.REPORT);
        journey.serve(exchange.datagram());
        journey.ports.clock.pass(Duration.ofMinutes(5));
        journey.restarted();
        assertThat(coap(journey.serve(agreement.datagram())).payload())
                .as("stuck, and after a restart")
                .isEqualTo(coap(answer).payload());
        assertThat(exchange.open(journey.serve(exchange.datagram())))
                .as("under the key")
                .isEqualTo(new OscoreOutcome.RefusedBy(RefusalCause.SESSION_UNKNOWN, 0, true));
        assertThat(journey.delivered).hasSize(1);
    }

    @Test
    void whoComesTooLateIsToldThatItsContextIsUnknown() {
        OscoreSession session = agreed(journey.client());
        journey.ports.clock.pass(Duration.ofSeconds(61));
        assertThat(journey.exchanged(session.seal(Journey.REPORT)))
                .isEqualTo(new OscoreOutcome.RefusedBy(RefusalCause.SESSION_UNKNOWN, 0, false));
        assertThat(journey.server.agreementCount()).isZero();
        OscoreSession another = agreed(journey.client());
        assertThat(journey.exchanged(another.seal(Journey.REPORT))).isEqualTo(THANKS);
        journey.ports.clock.pass(Duration.ofHours(1));
        assertThat(journey.exchanged(another.seal(Journey.REPORT)))
                .as("a context lives on")
                .isEqualTo(THANKS);
    }

    /// Every octet of either payload: both ends then have other keys, or none.
    @Test
    void whatIsChangedOnItsWayDeliversNothing() {
        for (int i = 0; i < 14; i++) {
            OscoreAgreement agreement = journey.client().agree(Journey.REPORT);
            byte[] answer = journey.serve(agreement.datagram());
            answer[answer.length - 1 - i] ^= 1;
            if (agreement.open(answer)
                    instanceof OscoreAgreement.Outcome.Agreed(OscoreSession session)) {
                journey.handle(session.seal(Journey.REPORT).datagram());
            }
            byte[] asked = agreement.datagram();
            asked[asked.length - 1 - i] ^= 1;
            byte[] other = journey.serve(asked);
            if (agreement.open(other)
                    instanceof OscoreAgreement.Outcome.Agreed(OscoreSession session)) {
                journey.handle(session.seal(Journey.REPORT).datagram());
            }
        }
        assertThat(journey.delivered).isEmpty();
        assertThat(journey.server.contextCount()).isZero();
        assertThat(journey.exchanged(agreed(journey.client()).seal(Journey.REPORT)))
                .isEqualTo(THANKS);
    }

    @Test
    void strangersFillNothing() {
        byte[] post = journey.client().agree(Plaintext.of("a stranger's")).datagram();
        int answered = 0;
        for (int i = 0; i < 2 * NonceExchanges.MAX_EXCHANGES; i++) {
            byte[] another = post.clone();
            ByteBuffer.wrap(another).putInt(another.length - 6, i);
            byte[] source = {(byte) 192, 0, 2, (byte) (i % 200)};
            byte[] answer = journey.server.handle(another, Octets.copyOf(source));
            assertThat(answer == null ? 0 : answer.length).isLessThanOrEqualTo(post.length);
            answered += answer != null && coap(answer).code().isSuccess() ? 1 : 0;
        }
        assertThat(answered).isEqualTo(2 * NonceExchanges.MAX_EXCHANGES);
        assertThat(journey.server.agreementCount()).isEqualTo(NonceExchanges.MAX_EXCHANGES);
        assertThat(journey.ports.source.fetches).hasValue(0);
        assertThat(journey.server.contextCount()).isZero();
        assertThat(journey.exchanged(agreed(journey.client()).seal(Journey.REPORT)))
                .as("a device that answers sooner than so many come")
                .isEqualTo(THANKS);
    }

    @Test
    void oneSourceKeepsItselfOutAndNobodyElse() {
        byte[] post = journey.client().agree(Plaintext.of("a stranger's")).datagram();
        Octets stranger = Octets.parseHex("source", "c6336401");
        byte[] last = post;
        for (int i = 0; i <= NonceExchanges.MAX_OF_SOURCE; i++) {
            byte[] another = post.clone();
            ByteBuffer.wrap(another).putInt(another.length - 6, i);
            last = requireNonNull(journey.server.handle(another, stranger), "an answer");
        }
        assertThat(coap(last).code()).isEqualTo(CoapCode.SERVICE_UNAVAILABLE);
        assertThat(journey.exchanged(agreed(journey.client()).seal(Journey.REPORT)))
                .isEqualTo(THANKS);
        journey.ports.clock.pass(Duration.ofSeconds(61));
        assertThat(coap(requireNonNull(journey.server.handle(post, stranger))).code())
                .isEqualTo(CoapCode.CREATED);
        assertThat(journey.server.agreementCount()).isEqualTo(1);
    }

    @Test
    void everyKeyIsWipedButThoseOfOpenContexts() {
        round();
        long before = Secret.live();
        for (int i = 0; i < 10; i++) {
            round();
        }
        assertThat(Secret.live()).isEqualTo(before);
    }

    private void round() {
        try (OscoreClient client = journey.client();
                OscoreSession session = agreed(client)) {
            byte[] request = session.seal(Journey.REPORT).datagram();
            journey.serve(request);
            journey.serve(request);
            request[request.length - 1] ^= 1;
            journey.serve(request);
        }
    }
}
