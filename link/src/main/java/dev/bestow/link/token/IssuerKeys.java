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

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The issuer's public keys as they were read last. They are read again after an hour, and at once when a token is
/// signed by none of them, though not within [#COOLDOWN_SECONDS] of the last reading, whatever strangers send; who
/// needs them meanwhile waits. A key that was taken out of the set is not believed again when an old set comes back.
/// Thread-safe.
final class IssuerKeys {
    static final long COOLDOWN_SECONDS = 300;

    private static final Logger LOG = System.getLogger(IssuerKeys.class.getName());
    private static final long MAX_AGE_SECONDS = 3_600;
    private static final long NS_PER_SECOND = 1_000_000_000;

    /// An issuer that rotates each day has taken out as many in years.
    private static final int MAX_WITHDRAWN = 1_024;

    private final KeySetSource source;
    private final Clock clock;
    private final LogThrottle unreadable;
    private final Set<String> withdrawn = new HashSet<>();
    private JWKSet keys = new JWKSet();
    private boolean tried;
    private long triedAtNs;

    IssuerKeys(KeySetSource source, Clock clock) {
        this.source = source;
        this.clock = clock;
        this.unreadable = new LogThrottle(clock);
    }

    /// Those that may have signed this.
    synchronized List<JWK> of(JWSHeader header) {
        if (ageSeconds() >= MAX_AGE_SECONDS) {
            read();
        }
        return matching(header);
    }

    /// As [#of], of a set that was read again, if it may be read by now; empty when it may not.
    synchronized List<JWK> ofNewer(JWSHeader header) {
        if (ageSeconds() < COOLDOWN_SECONDS) {
            return List.of();
        }
        read();
        return matching(header);
    }

    private long ageSeconds() {
        return tried ? (clock.nowNs() - triedAtNs) / NS_PER_SECOND : Long.MAX_VALUE;
    }

    private List<JWK> matching(JWSHeader header) {
        return new JWKSelector(JWKMatcher.forJWSHeader(header)).select(keys);
    }

    /// A set that cannot be read leaves the one before.
    private void read() {
        tried = true;
        triedAtNs = clock.nowNs();
        try {
            take(JWKSet.parse(source.read()).toPublicJWKSet());
        } catch (IOException | ParseException | JOSEException e) {
            unreadable.happened(times ->
                    LOG.log(
                            Level.WARNING,
                            "the key set of the tokens'' issuer is not read: {0} ({1} since told"
                                    + " last)",
                            e instanceof IOException ? Reason.of(e) : e.getMessage(),
                            Long.toString(times)));
        }
    }

    private void take(JWKSet next) throws JOSEException {
        Set<String> there = new HashSet<>();
        for (JWK key : next.getKeys()) {
            there.add(key.computeThumbprint().toString());
        }
        for (JWK key : keys.getKeys()) {
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
        keys = new JWKSet(believed);
    }
}
