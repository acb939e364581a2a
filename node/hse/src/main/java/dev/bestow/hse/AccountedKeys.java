package dev.bestow.hse;

import dev.bestow.core.ApplicationIdentity;
import dev.bestow.core.Counts;
import dev.bestow.core.Imsi;
import dev.bestow.core.KeyName;
import dev.bestow.core.LogThrottle;
import dev.bestow.core.Monitoring.Metric;
import dev.bestow.core.Octets;
import dev.bestow.core.Ports;
import dev.bestow.core.RandId;
import dev.bestow.link.accept.Source;
import dev.bestow.session.key.AsKeySource;
import dev.bestow.wire.north.RetrievalAnswer;

import org.jspecify.annotations.Nullable;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/// The keys of subscribers that accounting tells of: fetched once when a PDN connection is there, and when a packet
/// names one that has not come (TR 33.863 solutions 1C and 1E-C). Accounting says about whom the HSS is asked, and no
/// more: the packet names its key, and its MAC decides.
public final class AccountedKeys implements KeyPrefetch, AutoCloseable {
    private static final Logger LOG = System.getLogger(AccountedKeys.class.getName());

    /// Prefetches under way at once: what the budgets allow two clients while an HSS does not answer.
    static final int AT_ONCE = 512;

    private static final int RETRY_SECONDS = 1;

    /// How long their end is waited for.
    private static final long CLOSE_MS = 5_000;

    private final KeyPulls hss;
    private final Semaphore room = new Semaphore(AT_ONCE);
    private final LogThrottle crowded;
    private final LogThrottle notGiven;
    private final LogThrottle notAnswered;
    private final Counts<KeyPulls.Answer> prefetched = new Counts<>(KeyPulls.Answer.class);
    private final Counts<KeyPulls.Answer> named = new Counts<>(KeyPulls.Answer.class);
    private final LongAdder dropped = new LongAdder();

    public AccountedKeys(KeyPulls hss, Ports ports) {
        this.hss = hss;
        crowded = new LogThrottle(ports.clock());
        notGiven = new LogThrottle(ports.clock());
        notAnswered = new LogThrottle(ports.clock());
        ports.monitoring()
                .counter(
                        Metric.of(
                                "key_pulls",
                                "Keys the HSS was asked for, by why and what came of it.",
                                "cause",
                                "answer"),
                        reading -> {
                            prefetched.each(reading, "connection");
                            named.each(reading, "packet");
                        });
        ports.monitoring()
                .counter(
                        "key_prefetches_dropped",
                        "PDN connections whose key waits for the first packet: too many were asked"
                                + " for.",
                        dropped::sum);
    }

    /// Returns at once.
    @Override
    public void mayFetch(PdnConnection connection) {
        if (!room.tryAcquire()) {
            dropped.increment();
            crowded.happened(times ->
                    LOG.log(
                            Level.WARNING,
                            "no key was fetched for {0} PDN connections: {1} others are asked for;"
                                    + " is the HSS there? The first packet fetches",
                            Long.toString(times),
                            Integer.toString(AT_ONCE)));
            return;
        }
        Thread.ofVirtual().name("hse-prefetch").start(() -> prefetch(connection.imsi()));
    }

    private void prefetch(Imsi imsi) {
        try {
            var _ = pull(imsi, null, prefetched);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "the key of " + imsi + " was not fetched", e);
        } finally {
            room.release();
        }
    }

    private KeyPulls.Answer pull(
            Imsi imsi, @Nullable RandId randId, Counts<KeyPulls.Answer> counts) {
        KeyPulls.Answer answer = hss.pull(imsi, randId);
        counts.count(answer);
        String what = imsi + (randId == null ? "" : " by RAND id " + randId);
        switch (answer) {
            case KEY -> {
                // The trace of the subscriber has it.
            }
            case NONE -> tell(notGiven, "no HSS gives a key of " + what);
            case NOTHING -> tell(notAnswered, "no HSS answered for a key of " + what);
        }
        return answer;
    }

    private static void tell(LogThrottle kind, String text) {
        kind.happened(times ->
                LOG.log(Level.WARNING, "{0} ({1} since told last)", text, Long.toString(times)));
    }

    /// `ring`, after the HSS was asked for what is not there of subscribers that have the asker's address. Without an
    /// answer it is not known that there is no key.
    public AsKeySource before(AsKeySource ring, AccountedSessions sessions) {
        return new AsKeySource() {
            @Override
            public RetrievalAnswer fetch(KeyName name, Octets asker) {
                return fetch(name, asker, () -> ring.fetch(name, asker));
            }

            @Override
            public RetrievalAnswer fetch(KeyName name, ApplicationIdentity user, Octets asker) {
                return fetch(name, asker, () -> ring.fetch(name, user, asker));
            }

            private RetrievalAnswer fetch(
                    KeyName name, Octets asker, Supplier<RetrievalAnswer> fromRing) {
                if (!(name instanceof KeyName.ByRand(RandId randId))) {
                    return fromRing.get();
                }
                List<KeyPulls.Answer> answers =
                        sessions.subscribersAt(new Source(asker)).stream()
                                .filter(imsi -> !hss.holds(imsi, randId))
                                .map(imsi -> pull(imsi, randId, named))
                                .toList();
                RetrievalAnswer there = fromRing.get();
                return there instanceof RetrievalAnswer.NotAvailable
                                && answers.contains(KeyPulls.Answer.NOTHING)
                        ? new RetrievalAnswer.SourceUnavailable(RETRY_SECONDS)
                        : there;
            }
        };
    }

    /// Waits for the prefetches under way, and begins none any more.
    @Override
    public void close() {
        try {
            if (!room.tryAcquire(AT_ONCE, CLOSE_MS, TimeUnit.MILLISECONDS)) {
                LOG.log(Level.WARNING, "prefetches are under way still");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
