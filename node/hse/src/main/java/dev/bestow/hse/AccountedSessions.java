package dev.bestow.hse;

import dev.bestow.core.Clock;
import dev.bestow.core.Imsi;
import dev.bestow.core.LogThrottle;
import dev.bestow.core.TokenBucket;
import dev.bestow.link.accept.Source;
import dev.bestow.link.radius.AccountedSession;
import dev.bestow.link.radius.AccountingHints;
import dev.bestow.link.radius.AccountingSender;
import dev.bestow.wire.nas.AccessPointName;

import org.jspecify.annotations.Nullable;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Who has a PDN connection, as far as accounting says. It is a hint: it says whose key may be fetched before the
/// first packet comes, and about whom the HSS is asked when one does; it selects, proves and erases nothing. So a
/// client that lies costs its own budget of fetches, and a stop ends nothing but the hint, after a grace: some gateways
/// end and start a session where others send an interim.
///
/// Events come late and out of order. One that is older than what is known of its session is stale, and so is one of a
/// session that has ended unless its time is known to be no earlier than the end; an Event-Timestamp more than
/// [#BELIEVED] from now is a replay, or of a clock that orders nothing. Sessions are bounded for each client and in
/// all. Thread-safe.
public final class AccountedSessions implements AccountingHints {
    /// Gateways repeat for seconds, and hold back for minutes when a server was gone.
    public static final Duration BELIEVED = Duration.ofMinutes(5);

    /// So many access points may use the same addresses.
    public static final int MOST_SUBSCRIBERS = 4;

    private static final long NS_PER_SECOND = 1_000_000_000L;

    private static final Logger LOG = System.getLogger(AccountedSessions.class.getName());

    private final AccountingLimits limits;
    private final Clock clock;
    private final KeyPrefetch prefetch;
    private final Map<String, ClientSessions> clients = new HashMap<>();
    private final LogThrottle overBudgetLog;
    private long prefetches;
    private long overBudget;
    private long incomplete;
    private long stale;
    private long displaced;

    public AccountedSessions(AccountingLimits limits, Clock clock, KeyPrefetch prefetch) {
        this.limits = limits;
        this.clock = clock;
        this.prefetch = prefetch;
        this.overBudgetLog = new LogThrottle(clock);
    }

    @Override
    public void started(AccountingSender sender, AccountedSession session) {
        present(sender, session);
    }

    /// Of a session that is not known, it is its start.
    @Override
    public void interim(AccountingSender sender, AccountedSession session) {
        present(sender, session);
    }

    private void present(AccountingSender sender, AccountedSession session) {
        PdnConnection fetch = note(sender, session);
        if (fetch != null) {
            prefetch.mayFetch(fetch);
        }
    }

    /// The connection whose key may be fetched now.
    private synchronized @Nullable PdnConnection note(
            AccountingSender sender, AccountedSession session) {
        if (!isBelieved(session.at())) {
            return null;
        }
        ClientSessions client = client(sender);
        PdnConnection connection = connection(session, client.connection(sender, session.id()));
        if (connection == null) {
            incomplete++;
            return null;
        }
        switch (client.present(sender, session.id(), connection, session.at())) {
            case STALE -> stale++;
            case NEW -> {
                keepWithinLimits(client);
                if (client.budget.take()) {
                    prefetches++;
                    return connection;
                }
                overBudget++;
                tellOverBudget(sender);
            }
            case KNOWN -> {
                // Its key was fetched when it was new.
            }
        }
        return null;
    }

    private void tellOverBudget(AccountingSender sender) {
        overBudgetLog.happened(times ->
                LOG.log(
                        Level.WARNING,
                        "{0} told of more new sessions than keys are fetched for: {1} wait for"
                                + " their first packet",
                        sender.client(),
                        Long.toString(times)));
    }

    /// Subscriber and access point are those of before when they are not said again; the addresses are those of now.
    private static @Nullable PdnConnection connection(
            AccountedSession session, @Nullable PdnConnection before) {
        Imsi imsi = session.imsi();
        AccessPointName accessPoint = session.accessPoint();
        if (before != null) {
            imsi = imsi == null ? before.imsi() : imsi;
            accessPoint = accessPoint == null ? before.accessPoint() : accessPoint;
        }
        return imsi == null || accessPoint == null
                ? null
                : new PdnConnection(imsi, accessPoint, session.addresses());
    }

    @Override
    public synchronized void stopped(AccountingSender sender, AccountedSession session) {
        if (!isBelieved(session.at())) {
            return;
        }
        ClientSessions client = client(sender);
        switch (client.end(sender, session.id(), session.at(), clock.nowNs())) {
            case STALE -> stale++;
            case NEW, KNOWN -> keepWithinLimits(client);
        }
    }

    @Override
    public synchronized void senderRestarted(AccountingSender sender, @Nullable Instant at) {
        if (isBelieved(at)) {
            client(sender).endAll(sender, at, clock.nowNs());
        }
    }

    private boolean isBelieved(@Nullable Instant at) {
        boolean believed =
                at == null || Duration.between(at, clock.now()).abs().compareTo(BELIEVED) <= 0;
        stale += believed ? 0 : 1;
        return believed;
    }

    /// Only clients of the configuration get this far, so that their number is bounded.
    private ClientSessions client(AccountingSender sender) {
        ClientSessions client = clients.computeIfAbsent(sender.client(), _ -> newClient());
        client.sweep(clock.nowNs());
        return client;
    }

    private ClientSessions newClient() {
        return new ClientSessions(
                new TokenBucket(limits.prefetchBurst(), limits.prefetchesPerSecond(), clock),
                limits.graceSeconds() * NS_PER_SECOND);
    }

    private void keepWithinLimits(ClientSessions client) {
        if (client.size() > limits.sessionsPerClient()) {
            client.forgetOldest();
            displaced++;
        } else if (size() > limits.sessions()) {
            clients.values().stream()
                    .max(Comparator.comparingInt(ClientSessions::size))
                    .orElseThrow()
                    .forgetOldest();
            displaced++;
        }
    }

    private int size() {
        return clients.values().stream().mapToInt(ClientSessions::size).sum();
    }

    /// Who may be reached at `address`: of each client the last one told of first. Several access points may use the
    /// same addresses.
    public synchronized List<PdnConnection> at(Source address) {
        long nowNs = clock.nowNs();
        return clients.values().stream()
                .flatMap(client -> client.at(address, nowNs).stream())
                .distinct()
                .toList();
    }

    /// About whom the HSS may be asked for a packet of `address`: of each client no more than [#MOST_SUBSCRIBERS], the
    /// last ones told of, so that no client displaces what another says.
    public synchronized List<Imsi> subscribersAt(Source address) {
        long nowNs = clock.nowNs();
        return clients.values().stream()
                .flatMap(client ->
                        client.at(address, nowNs).stream()
                                .map(PdnConnection::imsi)
                                .distinct()
                                .limit(MOST_SUBSCRIBERS))
                .distinct()
                .toList();
    }

    public synchronized AccountedCounts counts() {
        long nowNs = clock.nowNs();
        clients.values().forEach(client -> client.sweep(nowNs));
        return new AccountedCounts(size(), prefetches, overBudget, incomplete, stale, displaced);
    }
}
