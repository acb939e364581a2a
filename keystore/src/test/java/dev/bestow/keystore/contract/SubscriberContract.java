package dev.bestow.keystore.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestow.core.ApplicationIdentity;
import dev.bestow.core.Imsi;
import dev.bestow.core.Octets;
import dev.bestow.core.subscription.AccessRestrictions;
import dev.bestow.core.subscription.Bandwidth;
import dev.bestow.keystore.CardBatch;
import dev.bestow.keystore.CredentialChange;
import dev.bestow.keystore.NodeStore;
import dev.bestow.keystore.SqnScheme;
import dev.bestow.keystore.Subscriber;
import dev.bestow.keystore.Subscription;
import dev.bestow.keystore.WrappedCredentials;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

public interface SubscriberContract {
    NodeStore store();

    NodeStore reopened();

    @Test
    default void findsWhatWasPutWithEveryField() {
        Subscriber row = Facts.subscriber(1, 3).withSqnOffset(77);
        assertThat(store().subscribers().put(row)).isTrue();
        assertThat(store().subscribers().find(row.imsi())).contains(row);
        assertThat(reopened().subscribers().find(row.imsi())).contains(row);
    }

    @Test
    default void keepsWhatTheCardsOfABatchHaveInCommon() {
        for (SqnScheme scheme : SqnScheme.values()) {
            for (boolean e2mKeys : new boolean[] {false, true}) {
                CardBatch cards = new CardBatch(3, 7, scheme, e2mKeys);
                Subscriber row = of(Facts.subscriber(1, 1), cards);
                store().subscribers().put(row);
                assertThat(reopened().subscribers().find(row.imsi())).contains(row);
            }
        }
    }

    @Test
    default void keepsWhatASubscriberHasOfItsOwnAndForgetsWhatItHasNoMore() {
        Subscription every =
                new Subscription(
                        "meters",
                        "iot",
                        new Bandwidth(4_294_967_295L, 1),
                        new AccessRestrictions(0x8000_0050),
                        "491700000012",
                        List.of(
                                ApplicationIdentity.parse("meter@example.org"),
                                ApplicationIdentity.parse("sip:7@example.org")));
        Subscription none = new Subscription("", "", null, null, null, List.of());
        for (Subscription own : List.of(every, none, Subscription.standard("iot"), every)) {
            Subscriber row = of(Facts.subscriber(1, 1), own);
            assertThat(store().subscribers().put(row)).isTrue();
            assertThat(reopened().subscribers().find(row.imsi())).contains(row);
        }
    }

    private static Subscriber of(Subscriber base, Subscription subscription) {
        return new Subscriber(
                base.imsi(),
                base.credentials(),
                base.epoch(),
                base.sqnOffset(),
                base.cards(),
                base.externalIdentifier(),
                base.allowedAs(),
                subscription);
    }

    private static Subscriber of(Subscriber base, CardBatch cards) {
        return new Subscriber(
                base.imsi(),
                base.credentials(),
                base.epoch(),
                base.sqnOffset(),
                cards,
                base.externalIdentifier(),
                base.allowedAs(),
                base.subscription());
    }

    @Test
    default void findsNothingOfAnUnknownSubscriber() {
        assertThat(store().subscribers().find(Facts.imsi(1))).isEmpty();
        assertThat(store().subscribers().epochFloor(Facts.imsi(1)))
                .isEqualTo(Subscriber.FIRST_EPOCH);
        assertThat(store().subscribers().remove(Facts.imsi(1))).isEmpty();
    }

    @Test
    default void storesNothingOfAListWithOneStaleRow() {
        store().subscribers().put(Facts.subscriber(2, 5));
        List<Subscriber> rows =
                List.of(Facts.subscriber(1, 1), Facts.subscriber(2, 4), Facts.subscriber(3, 1));
        assertThat(store().subscribers().putAll(rows)).containsExactly(Facts.imsi(2));
        assertThat(store().subscribers().count()).isEqualTo(1);
        assertThat(store().subscribers().find(Facts.imsi(2))).contains(Facts.subscriber(2, 5));
    }

    @Test
    default void takesSeveralRowsOfOneSubscriberInOrder() {
        List<Subscriber> rows = List.of(Facts.subscriber(1, 1), Facts.subscriber(1, 2));
        assertThat(store().subscribers().putAll(rows)).isEmpty();
        assertThat(store().subscribers().epochFloor(Facts.imsi(1))).isEqualTo(2);
    }

    @Test
    default void aRemovedSubscriberComesBackOnlyInALaterEpoch() {
        store().subscribers().put(Facts.subscriber(1, 4));
        assertThat(store().subscribers().remove(Facts.imsi(1))).hasValue(5);
        assertThat(store().subscribers().find(Facts.imsi(1))).isEmpty();
        assertThat(store().subscribers().remove(Facts.imsi(1))).isEmpty();
        assertThat(store().subscribers().put(Facts.subscriber(1, 4))).isFalse();
        assertThat(store().subscribers().epochFloor(Facts.imsi(1))).isEqualTo(5);
        assertThat(reopened().subscribers().put(Facts.subscriber(1, 4))).isFalse();
        assertThat(store().subscribers().put(Facts.subscriber(1, 5))).isTrue();
    }

    @Test
    default void pagesThroughAllInTheOrderOfTheirDigitsWithoutTheRemoved() {
        IntStream.range(0, 25)
                .forEach(i -> store().subscribers().put(Facts.subscriber(i * 7 % 25, 1)));
        store().subscribers().remove(Facts.imsi(3));
        List<Imsi> seen = new ArrayList<>();
        List<Subscriber> page = store().subscribers().list("", 10);
        while (!page.isEmpty()) {
            page.forEach(row -> seen.add(row.imsi()));
            page = store().subscribers().list(page.getLast().imsi().digits(), 10);
        }
        assertThat(seen).hasSize(24).isSorted().doesNotContain(Facts.imsi(3));
        assertThat(store().subscribers().count()).isEqualTo(24);
    }

    @Test
    default void tellsImsisOfDifferentLengthApartAndSortsThemByDigits() {
        Subscriber base = Facts.subscriber(1, 1);
        for (String digits : List.of("001010", "0010100", "00101", "001019", "00101000")) {
            if (digits.length() >= Imsi.MIN_DIGITS) {
                store().subscribers().put(named(base, digits));
            }
        }
        assertThat(store().subscribers().list("", 10).stream().map(row -> row.imsi().digits()))
                .containsExactly("001010", "0010100", "00101000", "001019");
        assertThat(store().subscribers().list("001010", 10)).hasSize(3);
    }

    @Test
    default void credentialsWrappedAgainChangeNothingElseOfARow() {
        Subscriber row = Facts.subscriber(1, 3);
        store().subscribers().put(row);
        CredentialChange change = rewrapped(row);
        store().sqnCeilings().raiseOffset(row.imsi(), 3, 500);
        assertThat(store().subscribers().replaceCredentials(List.of(change))).isEmpty();
        Subscriber after = reopened().subscribers().find(row.imsi()).orElseThrow();
        assertThat(after.credentials()).isEqualTo(change.next());
        assertThat(after.sqnOffset()).isEqualTo(500);
        assertThat(after.epoch()).isEqualTo(3);
        assertThat(after.externalIdentifier()).isEqualTo(row.externalIdentifier());
    }

    @Test
    default void credentialsThatChangedMeanwhileStayAndTheOthersOfTheListDoNotSuffer() {
        Subscriber first = Facts.subscriber(1, 1);
        Subscriber second = Facts.subscriber(2, 1);
        store().subscribers().putAll(List.of(first, second));
        CredentialChange winner = rewrapped(first);
        CredentialChange loser =
                new CredentialChange(first.imsi(), winner.known(), second.credentials());
        assertThat(store().subscribers().replaceCredentials(List.of(winner))).isEmpty();
        CredentialChange ofNobody = rewrapped(Facts.subscriber(3, 1));
        assertThat(
                        store().subscribers()
                                .replaceCredentials(List.of(loser, rewrapped(second), ofNobody)))
                .containsExactly(Facts.imsi(1), Facts.imsi(3));
        assertThat(reopened().subscribers().list("", 10).stream().map(Subscriber::credentials))
                .containsExactly(winner.next(), rewrapped(second).next());
    }

    private static CredentialChange rewrapped(Subscriber row) {
        WrappedCredentials known = row.credentials();
        WrappedCredentials next =
                new WrappedCredentials(
                        known.algorithm(),
                        Octets.copyOf(new byte[] {1, 2, 3}),
                        known.wrappedOpc(),
                        known.amf());
        return new CredentialChange(row.imsi(), known, next);
    }

    @Test
    default void puttingARowAgainChangesNothing() {
        Subscriber row = Facts.subscriber(1, 1);
        store().subscribers().put(row);
        assertThat(store().subscribers().put(row)).isTrue();
        assertThat(store().subscribers().list("", 10)).containsExactly(row);
    }

    private static Subscriber named(Subscriber base, String digits) {
        return new Subscriber(
                Imsi.parse(digits),
                base.credentials(),
                base.epoch(),
                base.sqnOffset(),
                base.cards(),
                base.externalIdentifier(),
                base.allowedAs(),
                base.subscription());
    }
}
