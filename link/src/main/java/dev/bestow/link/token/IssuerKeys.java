package dev.bestow.link.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;

import dev.bestow.core.Clock;
import dev.bestow.core.LogThrottle;
import dev.bestow.core.Reason;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/// The issuer's public keys as they were read last. They are read again after an hour, and at once when a token is
/// signed by none of them, though not within [#COOLDOWN_SECONDS] of the last reading, whatever strangers send. One
/// reads at a time: who finds a key meanwhile goes on with it, and who finds none waits. A key that was taken out of
/// the set is not believed again when an old set comes back. A set that cannot be read leaves the one before, for a
/// day. Thread-safe.
final class IssuerKeys {
    static final long COOLDOWN_SECONDS = 300;

    /// Who stands between us and the issuer cannot have a key believed for longer that the issuer has withdrawn.
    static final long MAX_SILENCE_SECONDS = 86_400;

    private static final Logger LOG = System.getLogger(IssuerKeys.class.getName());
    private static final long MAX_AGE_SECONDS = 3_600;
    private static final long NS_PER_SECOND = 1_000_000_000;

    /// An issuer that rotates each day has taken out as many in years.
    private static final int MAX_WITHDRAWN = 1_024;

    private final KeySetSource source;
    private final Clock clock;
    private final LogThrottle unreadable;

    /// Held by who reads, who alone writes what follows.
    private final ReentrantLock reading = new ReentrantLock();

    private final Set<String> withdrawn = new HashSet<>();
    private volatile Held held = new Held(new JWKSet(), null, null);

    /// What is known of the issuer.
    ///
    /// @param keys of the last set that could be read
    /// @param readAtNs when that was, or null
    /// @param triedAtNs when the last reading ended, or null
    private record Held(JWKSet keys, @Nullable Long readAtNs, @Nullable Long triedAtNs) {
        static Held of(JWKSet keys, Long readAtNs) {
            return new Held(keys, readAtNs, readAtNs);
        }

        /// The same after a reading in vain.
        Held tried(long nowNs) {
            return new Held(keys, readAtNs, nowNs);
        }

        /// Of a set that is there, or one that cannot be read, which is tried again sooner.
        boolean isDue(long nowNs) {
            boolean read = readAtNs != null && readAtNs.equals(triedAtNs);
            return isOver(triedAtNs, read ? MAX_AGE_SECONDS : COOLDOWN_SECONDS, nowNs);
        }

        boolean mayBeReadAgain(long nowNs) {
            return isOver(triedAtNs, COOLDOWN_SECONDS, nowNs);
        }

        List<JWK> matching(JWSHeader header, long nowNs) {
            return isOver(readAtNs, MAX_SILENCE_SECONDS, nowNs)
                    ? List.of()
                    : new JWKSelector(JWKMatcher.forJWSHeader(header)).select(keys);
        }

        private static boolean isOver(@Nullable Long sinceNs, long seconds, long nowNs) {
            return sinceNs == null || nowNs - sinceNs >= seconds * NS_PER_SECOND;
        }
    }

    IssuerKeys(KeySetSource source, Clock clock) {
        this.source = source;
        this.clock = clock;
        this.unreadable = new LogThrottle(clock);
    }

    /// Those that may have signed this.
    List<JWK> of(JWSHeader header) {
        List<JWK> known = matching(header);
        if (!held.isDue(clock.nowNs())) {
            return known;
        }
        if (known.isEmpty()) {
            reading.lock();
        } else if (!reading.tryLock()) {
            return known;
        }
        try {
            if (held.isDue(clock.nowNs())) {
                read();
            }
        } finally {
            reading.unlock();
        }
        return matching(header);
    }

    /// As [#of], of a set that was read again, if it may be read by now; empty when it may not.
    List<JWK> ofNewer(JWSHeader header) {
        if (!held.mayBeReadAgain(clock.nowNs())) {
            return List.of();
        }
        reading.lock();
        try {
            if (held.mayBeReadAgain(clock.nowNs())) {
                read();
            }
        } finally {
            reading.unlock();
        }
        return matching(header);
    }

    private List<JWK> matching(JWSHeader header) {
        return held.matching(header, clock.nowNs());
    }

    private void read() {
        Held before = held;
        Held now = before.tried(clock.nowNs());
        try {
            JWKSet believed = believed(JWKSet.parse(source.read()).toPublicJWKSet(), before.keys());
            now = Held.of(believed, clock.nowNs());
        } catch (IOException | ParseException | JOSEException e) {
            now = before.tried(clock.nowNs());
            unreadable.happened(times ->
                    LOG.log(
                            Level.WARNING,
                            "the key set of the tokens'' issuer is not read: {0} ({1} since told"
                                    + " last)",
                            e instanceof IOException ? Reason.of(e) : e.getMessage(),
                            Long.toString(times)));
        } finally {
            held = now;
        }
    }

    /// What is left of `next`.
    private JWKSet believed(JWKSet next, JWKSet before) throws JOSEException {
        Set<String> there = new HashSet<>();
        for (JWK key : next.getKeys()) {
            there.add(key.computeThumbprint().toString());
        }
        for (JWK key : before.getKeys()) {
            String thumbprint = key.computeThumbprint().toString();
            if (!there.contains(thumbprint) && withdrawn.size() < MAX_WITHDRAWN) {
                withdrawn.add(thumbprint);
            }
        }
        List<JWK> believed = new ArrayList<>();
        for (JWK key : next.getKeys()) {
            if (!withdrawn.contains(key.computeThumbprint().toString())) {
                believed.add(key);
            }
        }
        return new JWKSet(believed);
    }
}
