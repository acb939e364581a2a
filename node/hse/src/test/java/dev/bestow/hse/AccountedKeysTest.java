package dev.bestow.hse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestow.core.Entropy;
import dev.bestow.core.Imsi;
import dev.bestow.core.KeyName;
import dev.bestow.core.Octets;
import dev.bestow.core.Ports;
import dev.bestow.core.RandId;
import dev.bestow.link.accept.Source;
import dev.bestow.link.radius.AccountedSession;
import dev.bestow.link.radius.AccountingSender;
import dev.bestow.session.key.AsKeySource;
import dev.bestow.wire.nas.AccessPointName;
import dev.bestow.wire.north.RetrievalAnswer;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/// Whom the HSS is asked about.
class AccountedKeysTest {
    private static final Octets HERE = Octets.parseHex("address", "c0000201");
    private static final Octets ELSEWHERE = Octets.parseHex("address", "c0000202");
    private static final RandId RAND_ID = new RandId(7);
    private static final KeyName NAME = new KeyName.ByRand(RAND_ID);
    private static final AccountingSender GATEWAY = new AccountingSender("pgw", Octets.EMPTY);

    private final TestClock clock = new TestClock();
    private final List<String> asked = new ArrayList<>();
    private final List<Imsi> held = new ArrayList<>();
    private KeyPulls.Answer answer = KeyPulls.Answer.NONE;
    private final AccountedSessions sessions =
            new AccountedSessions(AccountingLimits.DEFAULT, clock, _ -> {});

    private final class Hss implements KeyPulls {
        @Override
        public boolean holds(Imsi imsi, RandId randId) {
            return held.contains(imsi);
        }

        @Override
        public Answer pull(Imsi imsi, @Nullable RandId randId) {
            asked.add(imsi.digits() + " " + randId);
            return answer;
        }
    }

    private Ports ports() {
        Entropy none = _ -> {};
        return new Ports(clock, (_, _) -> () -> {}, none);
    }

    private static Imsi imsi(int number) {
        return Imsi.parse("00101000000000" + number);
    }

    private void told(AccountingSender sender, int number, String accessPoint) {
        sessions.started(
                sender,
                new AccountedSession(
                        Octets.parseHex("id", "0" + number),
                        imsi(number),
                        new AccessPointName(accessPoint),
                        Set.of(new Source(HERE)),
                        null));
    }

    private AsKeySource source() {
        var keys = new AccountedKeys(new Hss(), ports());
        return keys.before((_, _) -> new RetrievalAnswer.NotAvailable(), sessions);
    }

    @Test
    void theHssIsAskedAboutWhoeverHasTheAddressAndOnlyForWhatIsMissing() {
        told(GATEWAY, 1, "iot");
        source().fetch(NAME, ELSEWHERE);
        assertThat(asked).isEmpty();
        source().fetch(NAME, HERE);
        assertThat(asked).containsExactly(imsi(1).digits() + " " + RAND_ID);
        held.add(imsi(1));
        source().fetch(NAME, HERE);
        assertThat(asked).hasSize(1);
    }

    /// A device that is told that there is no key attaches for another one.
    @Test
    void withoutAnAnswerNobodySaysThatThereIsNoKey() {
        told(GATEWAY, 1, "iot");
        assertThat(source().fetch(NAME, HERE)).isEqualTo(new RetrievalAnswer.NotAvailable());
        answer = KeyPulls.Answer.NOTHING;
        assertThat(source().fetch(NAME, HERE))
                .isInstanceOf(RetrievalAnswer.SourceUnavailable.class);
        assertThat(source().fetch(NAME, ELSEWHERE)).isEqualTo(new RetrievalAnswer.NotAvailable());
    }

    @Test
    void noClientDisplacesWhatAnotherSays() {
        told(GATEWAY, 1, "iot");
        var liar = new AccountingSender("liar", Octets.EMPTY);
        for (int number = 2; number < 9; number++) {
            told(liar, number, "apn" + number);
        }
        source().fetch(NAME, HERE);
        assertThat(asked)
                .hasSize(1 + AccountedSessions.MOST_SUBSCRIBERS)
                .contains(imsi(1).digits() + " " + RAND_ID);
    }

    @Test
    void nobodyWaitsForAnHssThatDoesNotAnswer() throws InterruptedException {
        var answered = new CountDownLatch(1);
        var begun = new AtomicInteger();
        var silent =
                new KeyPulls() {
                    @Override
                    public boolean holds(Imsi imsi, RandId randId) {
                        return false;
                    }

                    @Override
                    public Answer pull(Imsi imsi, @Nullable RandId randId) {
                        begun.incrementAndGet();
                        try {
                            answered.await();
                        } catch (InterruptedException e) {
                            throw new IllegalStateException(e);
                        }
                        return Answer.NONE;
                    }
                };
        var keys = new AccountedKeys(silent, ports());
        var connection = new PdnConnection(imsi(1), new AccessPointName("iot"), Set.of());
        for (int i = 0; i <= AccountedKeys.AT_ONCE; i++) {
            keys.mayFetch(connection);
        }
        answered.countDown();
        keys.close();
        assertThat(begun).hasValue(AccountedKeys.AT_ONCE);
    }
}
