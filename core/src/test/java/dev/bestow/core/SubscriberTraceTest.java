package dev.bestow.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.stream.IntStream;

class SubscriberTraceTest {
    private static final Imsi IMSI = imsi(1);
    private static final long START_MS = 1_796_040_000_000L;

    private long nowMs = START_MS;
    private final SubscriberTrace<Happened> trace =
            new SubscriberTrace<>(
                    new Clock() {
                        @Override
                        public long nowMs() {
                            return nowMs;
                        }

                        @Override
                        public long nowNs() {
                            throw new UnsupportedOperationException();
                        }
                    });

    private record Happened(
            String line,
            SubscriberTrace.@Nullable Finding finding,
            boolean isBeginning,
            boolean isRepeated)
            implements SubscriberTrace.Event {
        static Happened plain(String line) {
            return new Happened(line, null, false, false);
        }

        static Happened again(String line) {
            return new Happened(line, null, false, true);
        }

        static Happened noKey(String about, String line) {
            return new Happened(line, SubscriberTrace.Finding.noKey(about, line), false, false);
        }

        static Happened key(String about, String line) {
            return new Happened(line, SubscriberTrace.Finding.key(about, line), false, false);
        }
    }

    private static final Happened BEGINNING = new Happened("begins", null, true, false);

    private static Imsi imsi(int number) {
        return Imsi.parse("00101%010d".formatted(number));
    }

    private List<String> lines() {
        return trace.of(IMSI).stream().map(SubscriberTrace.Entry::line).toList();
    }

    private String summary() {
        return trace.summary(trace.of(IMSI), "nobody came");
    }

    @Test
    void tellsTheOldestFirstWithTheTimeOfEach() {
        trace.note(IMSI, Happened.plain("first"));
        nowMs += 123;
        trace.note(IMSI, Happened.plain("second"));
        assertThat(lines())
                .containsExactly(
                        "2026-11-30T12:00:00.000Z  first", "2026-11-30T12:00:00.123Z  second");
    }

    @Test
    void whatIsTriedAgainIsOneEventAtItsLastTime() {
        trace.note(IMSI, Happened.again("no answer"));
        nowMs += 1_000;
        trace.note(IMSI, Happened.plain("something else"));
        nowMs += 1_000;
        trace.note(IMSI, Happened.again("no answer"));
        assertThat(lines())
                .containsExactly(
                        "2026-11-30T12:00:01.000Z  something else",
                        "2026-11-30T12:00:02.000Z  no answer (2 times since"
                                + " 2026-11-30T12:00:00.000Z)");
    }

    @Test
    void keepsTheLastEventsOfASubscriber() {
        for (int i = 0; i <= SubscriberTrace.EVENTS_EACH; i++) {
            trace.note(IMSI, Happened.plain("event " + i));
        }
        assertThat(lines()).hasSize(SubscriberTrace.EVENTS_EACH);
        assertThat(lines().getFirst()).endsWith("  event 1");
        assertThat(lines().getLast()).endsWith("  event " + SubscriberTrace.EVENTS_EACH);
    }

    @Test
    void whomNothingHasHappenedToForLongestGivesWayWhole() {
        trace.note(IMSI, Happened.plain("first"));
        trace.note(imsi(2), Happened.plain("first"));
        nowMs += 1_000;
        trace.note(IMSI, Happened.plain("second"));
        int others = SubscriberTrace.EVENTS - 3;
        for (int i = 0; i <= others; i++) {
            trace.note(imsi(3 + i / 10), Happened.plain("more"));
        }
        assertThat(trace.of(imsi(2))).isEmpty();
        assertThat(trace.of(IMSI)).hasSize(2);
        assertThat(IntStream.rangeClosed(3, 3 + others / 10).map(i -> trace.of(imsi(i)).size()))
                .allMatch(size -> size > 0);
        assertThat(trace.summary(trace.of(imsi(2)), "nobody came"))
                .isEqualTo(
                        "this node has seen nothing of it since 2026-11-30T12:00:00.000Z; what was"
                                + " before gave way to others");
    }

    @Test
    void keepsNothingOfStrangers() {
        assertThat(trace.of(IMSI)).isEmpty();
        trace.noteIfKnown(IMSI, Happened.plain("said of a stranger"));
        assertThat(trace.of(IMSI)).isEmpty();
        trace.note(IMSI, Happened.plain("known now"));
        trace.noteIfKnown(IMSI, Happened.plain("said of a subscriber"));
        assertThat(trace.of(IMSI)).hasSize(2);
    }

    @Test
    void losesNothingWhenManyThreadsNote() throws InterruptedException {
        List<Thread> threads =
                IntStream.range(0, 8)
                        .mapToObj(thread ->
                                Thread.ofPlatform()
                                        .start(() -> {
                                            for (int i = 0; i < 8_192; i++) {
                                                trace.note(
                                                        imsi(i % 1_024),
                                                        Happened.plain("of " + thread));
                                            }
                                        }))
                        .toList();
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(IntStream.range(0, 1_024).map(i -> trace.of(imsi(i)).size()).sum())
                .isEqualTo(SubscriberTrace.EVENTS);
    }

    @Test
    void whatWasFoundLastAboutAThingCountsAndAMissingKeyFirst() {
        assertThat(summary())
                .isEqualTo(
                        "this node has seen nothing of it since it started at"
                                + " 2026-11-30T12:00:00.000Z: nobody came");
        trace.note(IMSI, Happened.plain("decides nothing"));
        assertThat(summary()).isEqualTo("nothing of that says where its key is");
        trace.note(IMSI, Happened.noKey("a", "late at a"));
        trace.note(IMSI, Happened.key("b", "key at b"));
        nowMs += 12_345;
        assertThat(summary()).isEqualTo("no key: late at a (12 s ago)");
        trace.note(IMSI, Happened.key("a", "key at a"));
        assertThat(summary()).isEqualTo("key at a (0 s ago)");
        trace.note(IMSI, Happened.noKey("a", "refused at a"));
        trace.note(IMSI, Happened.noKey("b", "refused at b"));
        assertThat(summary()).isEqualTo("no key: refused at b (0 s ago)");
        trace.note(IMSI, BEGINNING);
        trace.note(IMSI, Happened.key("a", "another key at a"));
        assertThat(summary()).isEqualTo("another key at a (0 s ago)");
    }
}
