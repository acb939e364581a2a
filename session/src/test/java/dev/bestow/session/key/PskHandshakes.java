package dev.bestow.session.key;

import dev.bestow.core.KeyName;
import dev.bestow.core.Octets;
import dev.bestow.core.Secret;
import dev.bestow.keys.HmacTag;
import dev.bestow.keys.LeafKey;
import dev.bestow.keys.ProtocolKey;
import dev.bestow.keys.UaProtocolId;

/// A protection beside Ua, as small as one can be: a device proves with one MAC over a number of its own that it holds
/// the key it names, and is let in once for each number.
final class PskHandshakes {
    private static final long MAX_AGE_MS = 600_000;

    private final KeyCache keys;
    private final ReplayClaims claims;

    PskHandshakes(KeyCache keys, ReplayClaims claims) {
        this.keys = keys;
        this.claims = claims;
    }

    record Hello(KeyName name, Octets number, Octets mac) {}

    /// What a device that holds `leaf` sends.
    static Hello hello(LeafKey leaf, KeyName name, Octets number) {
        return new Hello(name, number, mac(leaf, number));
    }

    /// Whom the hello lets in, or why nobody.
    String take(Hello hello, Octets from) {
        try (KeyCache.Found found = keys.find(hello.name(), MAX_AGE_MS, from)) {
            return switch (found) {
                case KeyCache.Found.Keys candidates -> take(hello, candidates, from);
                case KeyCache.Found.NotYet(int retryAfterSeconds) -> "in " + retryAfterSeconds;
                case KeyCache.Found.NotAvailable _ -> "no key";
                case KeyCache.Found.NotAuthorised _ -> "not authorised";
                case KeyCache.Found.RootMismatch _ -> "other root";
                case KeyCache.Found.Unavailable _ -> "unavailable";
                case KeyCache.Found.Busy _ -> "busy";
            };
        }
    }

    private String take(Hello hello, KeyCache.Found.Keys candidates, Octets from) {
        for (CachedKey key : candidates.keys()) {
            if (mac(key.leaf(), hello.number()).equals(hello.mac())) {
                keys.giveBack(from);
                return claim(hello, key.grant());
            }
        }
        return "unproven";
    }

    private String claim(Hello hello, Grant grant) {
        ReplayClaims.Outcome outcome =
                claims.claim(grant.rand(), hello.number(), hello.mac(), grant.expiry());
        return outcome instanceof ReplayClaims.Outcome.Admitted
                ? grant.externalIdentifier()
                : "replayed";
    }

    private static Octets mac(LeafKey leaf, Octets number) {
        try (Secret psk = ProtocolKey.from(leaf, UaProtocolId.DTLS).octets()) {
            return Octets.copyOf(HmacTag.compute(psk, HmacTag.MIN_OCTETS, number.toArray()));
        }
    }
}
