package dev.bestow.core;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What happened to the keys of each subscriber at one node, in order, for whoever asks why a device has no key. In
/// memory: of each subscriber its last [#EVENTS_EACH] events, of all together [#EVENTS], some 25 MB when full; the
/// subscriber that nothing has happened to for longest gives way, whole. Nothing is put into words until somebody asks.
/// Thread-safe.
///
/// @param <E> what can happen at this kind of node
public final class SubscriberTrace<E extends SubscriberTrace.Event> {
    /// Events kept of one subscriber.
    public static final int EVENTS_EACH = 64;

    /// Events kept in all.
    public static final int EVENTS = 65_536;

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSX").withZone(ZoneOffset.UTC);

    private static final long MS_PER_SECOND = 1_000;

    private final Clock clock;

    /// In the order in which something happened to them, or was asked of them.
    private final Map<Imsi, Deque<Entry<E>>> oldestFirst = new LinkedHashMap<>(16, 0.75f, true);

    private int events;
    private long sinceMs;
    private boolean gaveWay;

    /// Something that happened: a small value of names and outcomes, without a key and without a RAND.
    public interface Event {
        /// In one line, without its time.
        String line();

        /// What it means for the device's key; null for one that decides nothing.
        default @Nullable Finding finding() {
            return null;
        }

        /// Whether what was found before it counts no more.
        default boolean isBeginning() {
            return false;
        }

        /// Whether it happens again and again until something changes: then it is one event that is counted.
        default boolean isRepeated() {
            return false;
        }
    }

    /// What an event means.
    ///
    /// @param about a later finding about the same takes the place of an earlier one
    /// @param hasKey whether the device's key is where it should be
    /// @param text why, or why not
    public record Finding(String about, boolean hasKey, String text) {
        /// The key is where it should be.
        public static Finding key(String about, String text) {
            return new Finding(about, true, text);
        }

        /// It is not.
        public static Finding noKey(String about, String text) {
            return new Finding(about, false, text);
        }
    }

    /// An event and its time.
    ///
    /// @param firstMs when it happened first
    /// @param lastMs when it happened last
    /// @param times how often, [Event#isRepeated] alone more than once
    public record Entry<E extends Event>(long firstMs, long lastMs, int times, E event) {
        /// Time and event.
        public String line() {
            String once = time(lastMs) + "  " + event.line();
            return times == 1 ? once : once + " (" + times + " times since " + time(firstMs) + ")";
        }

        private static String time(long ms) {
            return TIME.format(Instant.ofEpochMilli(ms));
        }
    }

    public SubscriberTrace(Clock clock) {
        this.clock = clock;
        this.sinceMs = clock.nowMs();
    }

    /// It happened to this subscriber, who is no stranger.
    public void note(Imsi imsi, E event) {
        note(imsi, event, true);
    }

    /// As [#note], of a subscriber that something was noted of, and of nobody else.
    public void noteIfKnown(Imsi imsi, E event) {
        note(imsi, event, false);
    }

    private synchronized void note(Imsi imsi, E event, boolean admits) {
        Deque<Entry<E>> own = oldestFirst.get(imsi);
        if (own == null) {
            if (!admits) {
                return;
            }
            own = new ArrayDeque<>(4);
            oldestFirst.put(imsi, own);
        }
        long nowMs = clock.nowMs();
        Entry<E> before = event.isRepeated() ? take(own, event) : null;
        if (before != null) {
            own.addLast(new Entry<>(before.firstMs(), nowMs, before.times() + 1, event));
            return;
        }
        own.addLast(new Entry<>(nowMs, nowMs, 1, event));
        if (own.size() > EVENTS_EACH) {
            own.removeFirst();
        } else if (++events > EVENTS) {
            giveWay();
        }
    }

    /// Whoever is not there any more, nothing has happened to since then.
    private void giveWay() {
        Iterator<Deque<Entry<E>>> subscribers = oldestFirst.values().iterator();
        Deque<Entry<E>> oldest = subscribers.next();
        subscribers.remove();
        events -= oldest.size();
        sinceMs = Math.max(sinceMs, oldest.getLast().lastMs());
        gaveWay = true;
    }

    private static <E extends Event> @Nullable Entry<E> take(Deque<Entry<E>> own, E event) {
        for (Iterator<Entry<E>> each = own.descendingIterator(); each.hasNext(); ) {
            Entry<E> entry = each.next();
            if (entry.event().equals(event)) {
                each.remove();
                return entry;
            }
        }
        return null;
    }

    /// What is kept of this subscriber, the oldest first; empty for one that nothing is known of. Asking keeps it for
    /// longer, and makes nobody known.
    public synchronized List<Entry<E>> of(Imsi imsi) {
        Deque<Entry<E>> own = oldestFirst.get(imsi);
        return own == null ? List.of() : List.copyOf(own);
    }

    /// What these events come to, in one line: why there is no key, or where it is. Of what was found last about each
    /// thing, a missing key counts before one that is where it should be.
    ///
    /// @param nothing what it may mean that nothing was noted
    public synchronized String summary(List<Entry<E>> entries, String nothing) {
        Map<String, Found> newestLast = new LinkedHashMap<>();
        for (Entry<E> entry : entries) {
            if (entry.event().isBeginning()) {
                newestLast.clear();
            }
            Finding finding = entry.event().finding();
            if (finding != null) {
                newestLast.remove(finding.about());
                newestLast.put(finding.about(), new Found(finding, entry.lastMs()));
            }
        }
        Found decisive = null;
        for (Found each : newestLast.values()) {
            if (decisive == null || decisive.finding().hasKey() || !each.finding().hasKey()) {
                decisive = each;
            }
        }
        return decisive == null ? undecided(entries.isEmpty(), nothing) : ago(decisive);
    }

    private record Found(Finding finding, long atMs) {}

    private String ago(Found found) {
        long seconds = (clock.nowMs() - found.atMs()) / MS_PER_SECOND;
        return "%s%s (%d s ago)"
                .formatted(
                        found.finding().hasKey() ? "" : "no key: ",
                        found.finding().text(),
                        seconds);
    }

    private String undecided(boolean empty, String nothing) {
        if (!empty) {
            return "nothing of that says where its key is";
        }
        String since = "this node has seen nothing of it since ";
        return gaveWay
                ? since + Entry.time(sinceMs) + "; what was before gave way to others"
                : since + "it started at " + Entry.time(sinceMs) + ": " + nothing;
    }
}
