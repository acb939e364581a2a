package dev.bestow.session.oscore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestow.core.KeyRoot;
import dev.bestow.core.Octets;
import dev.bestow.session.key.KeyCache;
import dev.bestow.session.ua.Journey;
import dev.bestow.session.ua.Plaintext;
import dev.bestow.wire.coap.CoapCode;
import dev.bestow.wire.coap.CoapCodec;
import dev.bestow.wire.coap.CoapMessage;
import dev.bestow.wire.coap.CoapOption;
import dev.bestow.wire.north.RetrievalAnswer;
import dev.bestow.wire.ua.RefusalCause;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

class OscoreServerTest {
    private static final OscoreOutcome THANKS = new OscoreOutcome.Delivered(Journey.ACK);

    private final OscoreJourney journey = OscoreJourney.seeded(14);

    private static OscoreOutcome.RefusedBy refused(RefusalCause cause, int retry, boolean proven) {
        return new OscoreOutcome.RefusedBy(cause, retry, proven);
    }

    private static CoapMessage coap(byte[] datagram) {
        return (CoapMessage) CoapCodec.decode(datagram);
    }

    @Test
    void theFirstMessageIsProtectedAndAnswered() {
        OscoreExchange first = journey.session().seal(Journey.REPORT);
        byte[] datagram = first.datagram();
        assertThat(datagram).hasSize(34 + Journey.REPORT.length());
        byte[] answer = journey.serve(datagram);
        assertThat(answer).hasSize(20 + Journey.ACK.length());
        assertThat(first.open(answer)).isEqualTo(THANKS);
        assertThat(first.open(answer)).isEqualTo(new OscoreOutcome.NotForMe());
        assertThat(journey.delivered).containsExactly(Journey.REPORT);
        assertThat(journey.server.contextCount()).isOne();
    }

    @Test
    void aKeyIsNamedByGutiToo() {
        OscoreSession session =
                journey.client(Journey.BY_GUTI, journey.ports.entropy).begin(Journey.REPORT);
        assertThat(journey.exchanged(session.seal(Journey.REPORT))).isEqualTo(THANKS);
        assertThat(journey.exchanged(session.seal(Journey.ACK))).isEqualTo(THANKS);
    }

    @Test
    void laterMessagesGoInTheSameContextAndCostNoClaim() {
        OscoreSession session = journey.session();
        for (int i = 0; i < 300; i++) {
            assertThat(journey.exchanged(session.seal(Plaintext.of("report " + i))))
                    .isEqualTo(THANKS);
        }
        assertThat(journey.delivered).hasSize(300).doesNotHaveDuplicates();
        assertThat(journey.server.contextCount()).isOne();
        assertThat(journey.ports.source.fetches).hasValue(1);
        journey.noNonceWasUsedTwice();
    }

    @Test
    void aRequestSentAgainGetsTheSameResponseAndIsDeliveredOnce() {
        OscoreSession session = journey.session();
        for (int i = 0; i < 2; i++) {
            byte[] request = session.seal(Plaintext.of("report " + i)).datagram();
            byte[] answer = journey.serve(request);
            assertThat(journey.serve(request)).isEqualTo(answer);
            byte[] another = request.clone();
            another[3] ^= 1; // message ID: a transmission of its own
            CoapMessage again = coap(journey.serve(another));
            assertThat(again.messageId()).isEqualTo(coap(another).messageId());
            assertThat(again.payload()).isEqualTo(coap(answer).payload());
        }
        assertThat(journey.delivered).hasSize(2);
    }

    @Test
    void aFirstRequestSentAgainGetsTheSameResponseAfterARestartToo() {
        OscoreExchange first = journey.session().seal(Journey.REPORT);
        byte[] answer = journey.serve(first.datagram());
        journey.restarted();
        assertThat(journey.serve(first.datagram())).isEqualTo(answer);
        assertThat(first.open(answer)).isEqualTo(THANKS);
        assertThat(journey.delivered).hasSize(1);
        assertThat(journey.server.contextCount()).as("its number is not known any more").isZero();
    }

    @Test
    void anOldRequestIsNotAnsweredAgain() {
        OscoreSession session = journey.session();
        byte[] first = session.seal(Journey.REPORT).datagram();
        byte[] second = session.seal(Journey.ACK).datagram();
        journey.serve(first);
        journey.serve(second);
        assertThat(journey.handle(first)).isNull();
        assertThat(journey.delivered).hasSize(2);
    }

    @Test
    void requestsMayComeInAnyOrderWithinTheWindow() {
        OscoreSession session = journey.session();
        OscoreExchange first = session.seal(Plaintext.of("0"));
        OscoreExchange second = session.seal(Plaintext.of("1"));
        assertThat(journey.exchanged(second)).isEqualTo(THANKS);
        assertThat(journey.exchanged(first)).isEqualTo(THANKS);
        OscoreExchange old = session.seal(Plaintext.of("2"));
        for (int i = 0; i < 64; i++) {
            journey.exchanged(session.seal(Plaintext.of("more")));
        }
        assertThat(journey.handle(old.datagram())).isNull();
        assertThat(journey.delivered).hasSize(66).doesNotContain(Plaintext.of("2"));
    }

    @Test
    void aDeviceThatLostItsMemoryBeginsAnotherContext() {
        journey.exchanged(journey.session().seal(Journey.REPORT));
        assertThat(journey.exchanged(journey.session().seal(Journey.REPORT))).isEqualTo(THANKS);
        assertThat(journey.server.contextCount()).as("a key has one").isOne();
        assertThat(journey.delivered).hasSize(2);
        journey.noNonceWasUsedTwice();
    }

    @Test
    void aServerThatLostItsMemorySaysSoUnderTheKey() {
        OscoreSession session = journey.session();
        journey.exchanged(session.seal(Journey.REPORT));
        journey.restarted();
        assertThat(journey.exchanged(session.seal(Journey.REPORT)))
                .isEqualTo(refused(RefusalCause.SESSION_UNKNOWN, 0, true));
        assertThat(journey.delivered).hasSize(1);
        assertThat(journey.exchanged(journey.session().seal(Journey.REPORT))).isEqualTo(THANKS);
        journey.noNonceWasUsedTwice();
    }

    @Test
    void aContextThatGaveWayIsNotMadeAgain() {
        journey.policy = new OscorePolicy(1, 600);
        journey.restarted();
        OscoreSession session = journey.session();
        byte[] first = session.seal(Journey.REPORT).datagram();
        journey.serve(first);
        journey.exchanged(journey.session().seal(Journey.REPORT));
        assertThat(journey.exchanged(session.seal(Journey.REPORT)))
                .isEqualTo(refused(RefusalCause.SESSION_UNKNOWN, 0, true));
        journey.ports.clock.pass(Duration.ofMinutes(5));
        assertThat(coap(journey.serve(first)).code()).isEqualTo(CoapCode.UNAUTHORIZED);
        assertThat(journey.delivered).hasSize(2);
        journey.noNonceWasUsedTwice();
    }

    @Test
    void contextsEndWithTheirKey() {
        OscoreSession session = journey.session();
        journey.exchanged(session.seal(Journey.REPORT));
        journey.ports.clock.pass(Duration.ofHours(24));
        assertThat(journey.exchanged(session.seal(Journey.REPORT)))
                .isEqualTo(refused(RefusalCause.KEY_NOT_AVAILABLE, 0, false));
        assertThat(journey.server.contextCount()).isZero();
        assertThat(journey.delivered).hasSize(1);
    }

    @Test
    void aWithdrawalEndsContextsOnceWhatIsKnownIsOld() {
        OscoreSession session = journey.session();
        journey.exchanged(session.seal(Journey.REPORT));
        journey.ports.source.removeAll();
        assertThat(journey.exchanged(session.seal(Journey.REPORT))).isEqualTo(THANKS);
        journey.ports.clock.pass(Duration.ofSeconds(601));
        assertThat(journey.exchanged(session.seal(Journey.REPORT)))
                .isEqualTo(refused(RefusalCause.SESSION_UNKNOWN, 0, false));
        assertThat(journey.server.contextCount()).isZero();
    }

    @Test
    void whereConfidentialityIsForbiddenTheRefusalIsUnderTheKey() {
        journey.ports.source.put(Journey.RAND, Journey.KS_AS, false);
        OscoreExchange first = journey.session().seal(Journey.REPORT);
        byte[] answer = journey.serve(first.datagram());
        assertThat(first.open(answer))
                .isEqualTo(refused(RefusalCause.CIPHERING_FORBIDDEN, 0, true));
        byte[] forged = answer.clone();
        forged[forged.length - 1] ^= 1;
        assertThat(first.open(forged)).isInstanceOf(OscoreOutcome.Invalid.class);
        assertThat(journey.delivered).isEmpty();
        assertThat(journey.server.contextCount()).isZero();
    }

    /// As in every protection: what is known for longer than a moment is asked for again before it refuses.
    @Test
    void whereConfidentialityIsAllowedAgainTheNextRequestIsTaken() {
        journey.ports.source.put(Journey.RAND, Journey.KS_AS, false);
        assertThat(journey.exchanged(journey.session().seal(Journey.REPORT)))
                .isEqualTo(refused(RefusalCause.CIPHERING_FORBIDDEN, 0, true));
        journey.ports.source.put(Journey.RAND, Journey.KS_AS, true);
        journey.ports.clock.pass(Duration.ofMillis(1_001));
        assertThat(journey.exchanged(journey.session().seal(Journey.REPORT)))
                .isInstanceOf(OscoreOutcome.Delivered.class);
    }

    @Test
    void aKeyWithAsManyMarksAsItMayHaveTakesNothing() {
        journey.ports.claims.capacity = 1;
        journey.exchanged(journey.session().seal(Journey.REPORT));
        assertThat(journey.exchanged(journey.session().seal(Journey.REPORT)))
                .isEqualTo(refused(RefusalCause.KEY_EXHAUSTED, 0, true));
        assertThat(journey.delivered).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "NOT_YET, 5, 5.03",
        "KEY_NOT_AVAILABLE, 0, 4.01",
        "AS_NOT_AUTHORISED, 0, 4.03",
        "ROOT_MISMATCH, 0, 4.01",
        "KEY_SERVER_UNAVAILABLE, 5, 5.03"
    })
    void whyThereIsNoKeyIsSaid(RefusalCause cause, int retry, String code) {
        journey.ports.source.answer =
                switch (cause) {
                    case NOT_YET -> new RetrievalAnswer.NotYet(5);
                    case AS_NOT_AUTHORISED -> new RetrievalAnswer.NotAuthorised();
                    case ROOT_MISMATCH ->
                            new RetrievalAnswer.RootMismatch(KeyRoot.CK_IK, KeyRoot.KASME);
                    case KEY_SERVER_UNAVAILABLE -> new RetrievalAnswer.SourceUnavailable(5);
                    default -> new RetrievalAnswer.NotAvailable();
                };
        OscoreExchange first = journey.session().seal(Journey.REPORT);
        byte[] answer = journey.serve(first.datagram());
        assertThat(coap(answer).code()).hasToString(code);
        assertThat(first.open(answer)).isEqualTo(refused(cause, retry, false));
        assertThat(journey.refusals).containsExactly(cause);
    }

    @Test
    void keysThatDifferAreSaidToDiffer() {
        journey.ports.source.put(Journey.RAND, "00".repeat(32), true);
        assertThat(journey.exchanged(journey.session().seal(Journey.REPORT)))
                .isEqualTo(refused(RefusalCause.AUTHENTICATION_FAILED, 0, false));
    }

    @Test
    void aKeyThatTookAnothersNameIsAskedFor() {
        journey.ports.source.put(Journey.RAND, "00".repeat(32), true);
        journey.exchanged(journey.session().seal(Journey.REPORT));
        journey.ports.source.put(Journey.RAND, Journey.KS_AS, true);
        journey.ports.clock.pass(Duration.ofMillis(KeyCache.REFUSED_MS + 1));
        assertThat(journey.exchanged(journey.session().seal(Journey.REPORT))).isEqualTo(THANKS);
    }

    @ParameterizedTest
    @CsvSource({
        "1, '', 0, 4.05", // GET
        "3, '', 0, 4.05", // PUT
        "2, /other, 0, 4.04",
        "2, '', 6, 2.04", // Observe, which a server need not honour
        "2, '', 12, 2.04", // Content-Format
        "2, '', 9, 4.02", // OSCORE in OSCORE
        "2, '', 15, 4.02", // Uri-Query
        "2, '', 23, 4.02", // Block2
        "2, '', 27, 4.02", // Block1
        "69, '', 0, 4.00" // a response
    })
    void whatIsInsideIsAnsweredByRfc7252(int code, String path, int option, String answered) {
        SecurityContext context = Contexts.ofDevice(Journey.KS_AS, Contexts.NAME);
        var options = new ArrayList<>(CoapOption.path(CoapOption.URI_PATH, path));
        if (option > 0) {
            options.add(new CoapOption(option, Octets.EMPTY));
        }
        CoapMessage inner = Contexts.request(new CoapCode(code), options);
        CoapMessage request = Contexts.protect(inner, context, 0);
        CoapMessage response = coap(journey.serve(CoapCodec.encode(request)));
        assertThat(response.code()).hasToString("2.04");
        assertThat(Contexts.inside(response, context, 0).code()).hasToString(answered);
    }

    @Test
    void plainCoapIsRefusedInFewOctets() {
        for (CoapCode code : List.of(CoapCode.POST, new CoapCode(1))) {
            byte[] request =
                    CoapCodec.encode(
                            Contexts.request(code, CoapOption.path(CoapOption.URI_PATH, "/a")));
            byte[] answer = journey.serve(request);
            assertThat(answer).hasSizeLessThanOrEqualTo(request.length);
            assertThat(coap(answer).code()).isEqualTo(CoapCode.UNAUTHORIZED);
        }
        assertThat(journey.serve(new byte[] {0x40, 0, 1, 2}))
                .as("a ping")
                .isEqualTo(new byte[] {0x70, 0, 1, 2});
        assertThat(journey.handle(new byte[] {0x60, 0x44, 1, 2})).as("a response").isNull();
        assertThat(journey.handle(new byte[] {1})).isNull();
        assertThat(journey.delivered).isEmpty();
    }
}
