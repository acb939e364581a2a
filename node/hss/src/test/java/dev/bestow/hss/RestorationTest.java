package dev.bestow.hss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestow.aka.Requester;
import dev.bestow.aka.SqnCounter;
import dev.bestow.aka.SqnGenerator;
import dev.bestow.aka.SqnIssue;
import dev.bestow.aka.SqnLimits;
import dev.bestow.aka.SqnProfile;
import dev.bestow.aka.SqnSlice;
import dev.bestow.core.AsId;
import dev.bestow.core.Clock;
import dev.bestow.core.Imsi;
import dev.bestow.core.InvalidValue;
import dev.bestow.core.Octets;
import dev.bestow.keystore.CardBatch;
import dev.bestow.keystore.SqnScheme;
import dev.bestow.keystore.Subscriber;
import dev.bestow.keystore.Subscription;
import dev.bestow.keystore.WrappedCredentials;
import dev.bestow.keystore.memory.InMemoryStore;

import org.junit.jupiter.api.Test;

import java.util.List;

/// Two stores stand for one: what it was when the backup was taken, and what it became.
class RestorationTest {
    private static final long BACKUP_MS = SqnGenerator.EPOCH.toEpochMilli() + 50_000_000_000L;
    private static final long DAY_MS = 86_400_000;
    private static final Imsi IMSI = Imsi.parse("001010000000001");
    private static final SqnSlice SLICE = new SqnSlice(Requester.MME, 2);
    private static final SqnProfile PROFILE = new SqnProfile(5, 1L << 28, SqnProfile.NO_AGE_LIMIT);

    private long nowMs = BACKUP_MS;
    private final Clock clock =
            new Clock() {
                @Override
                public long nowMs() {
                    return nowMs;
                }

                @Override
                public long nowNs() {
                    return nowMs * 1_000_000;
                }
            };

    private static Subscriber subscriber(SqnScheme scheme, long delta, long offset) {
        return new Subscriber(
                IMSI,
                new WrappedCredentials(
                        "milenage", Octets.EMPTY, Octets.EMPTY, WrappedCredentials.EUTRAN_AMF),
                1,
                offset,
                new CardBatch(5, delta, scheme, false),
                "device@example.net",
                List.of(AsId.parse("as.example")),
                Subscription.standard("iot"));
    }

    private static InMemoryStore store(Subscriber row, long ceiling) {
        var store = new InMemoryStore();
        store.subscribers().put(row);
        store.sqnCeilings().raiseCeiling(2, ceiling);
        return store;
    }

    private long byTheClock(InMemoryStore store) {
        var stored = new StoredSqns(store, 2);
        var sqns = new SqnGenerator(clock, stored, stored, SqnLimits.DEFAULT);
        return ((SqnIssue.Issued) sqns.issue(IMSI, SLICE, PROFILE)).sqn().value();
    }

    private static long byACounter(InMemoryStore store) {
        var sqns = new SqnCounter(new StoredSqns(store, 2));
        return ((SqnIssue.Issued) sqns.issue(IMSI, SLICE, PROFILE)).sqn().value();
    }

    @Test
    void aNumberByTheClockThatRanAheadDoesNotLeaveAgain() {
        var row = subscriber(SqnScheme.TIME_BASED, 1L << 28, 0);
        long atBackup = SqnGenerator.ticks(BACKUP_MS);
        var lived = store(row, atBackup);
        var stored = new StoredSqns(lived, 2);
        var sqns = new SqnGenerator(clock, stored, stored, SqnLimits.DEFAULT);
        long last = 0;
        for (int i = 0; i < 5_000; i++) {
            last = ((SqnIssue.Issued) sqns.issue(IMSI, SLICE, PROFILE)).sqn().value();
        }
        assertThat(byTheClock(store(row, atBackup))).as("unmoved").isLessThan(last);
        var restored = store(row, atBackup);
        assertThat(Restoration.advance(restored, clock, 2, false)).isZero();
        assertThat(byTheClock(restored)).isGreaterThan(last);
    }

    @Test
    void everyInstanceThatEverIssuedIsMovedAndTheNextStartBelievesTheClock() {
        var restored = store(subscriber(SqnScheme.TIME_BASED, 1L << 28, 0), 0);
        restored.sqnCeilings().raiseCeiling(5, SqnGenerator.ticks(BACKUP_MS));
        Restoration.advance(restored, clock, 2, false);
        long moved = SqnGenerator.ticks(BACKUP_MS) + Restoration.MARGIN;
        assertThat(restored.sqnCeilings().ceiling(2)).isEqualTo(moved);
        assertThat(restored.sqnCeilings().ceiling(5)).isEqualTo(moved);
        assertThat(restored.sqnCeilings().ceiling(0)).isZero();
        assertThat(byTheClock(restored)).isPositive();
    }

    @Test
    void aCounterSkipsItsMarginButNeverMoreThanTheCardTakes() {
        var standard = store(subscriber(SqnScheme.COUNTER, 1L << 28, 700), 0);
        assertThat(Restoration.advance(standard, clock, 2, false)).isEqualTo(1);
        assertThat(byACounter(standard) >>> 5).isEqualTo(700 + Restoration.MARGIN + 1);
        var narrow = store(subscriber(SqnScheme.COUNTER, 100, 700), 0);
        Restoration.advance(narrow, clock, 2, false);
        assertThat(byACounter(narrow) >>> 5).isEqualTo(751);
        var unlimited = store(subscriber(SqnScheme.COUNTER, 0, 700), 0);
        Restoration.advance(unlimited, clock, 2, false);
        assertThat(byACounter(unlimited) >>> 5).isEqualTo(700 + Restoration.MARGIN + 1);
    }

    @Test
    void anOldBackupNeedsTheOperatorsWordForTheClock() {
        var restored =
                store(subscriber(SqnScheme.TIME_BASED, 1L << 28, 0), SqnGenerator.ticks(BACKUP_MS));
        nowMs = BACKUP_MS + 8 * DAY_MS;
        assertThatThrownBy(() -> Restoration.advance(restored, clock, 2, false))
                .isInstanceOf(InvalidValue.class)
                .hasMessageContaining("--confirm-clock");
        assertThat(restored.sqnCeilings().ceiling(2)).isEqualTo(SqnGenerator.ticks(BACKUP_MS));
        Restoration.advance(restored, clock, 2, true);
        assertThat(byTheClock(restored) >>> 5)
                .isGreaterThanOrEqualTo(SqnGenerator.ticks(nowMs) + Restoration.MARGIN);
    }
}
