package dev.bestow.wire.t6a;

import dev.bestow.core.AsId;
import dev.bestow.core.Eksi;
import dev.bestow.core.Guti;
import dev.bestow.core.Imsi;
import dev.bestow.core.InvalidValue;
import dev.bestow.core.KeyBearing;
import dev.bestow.core.KeyRoot;
import dev.bestow.core.Rand;
import dev.bestow.core.Secret;
import dev.bestow.keys.Ks;
import dev.bestow.keys.KsAs;
import dev.bestow.wire.diameter.Result;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// What the MME says to a [KeyRequest], in the Configuration-Information-Answer (CIA, 8388718); our
/// vendor AVP 5 (TR 33.863 solution 11 step 16, "Mobile Data Answer").
///
/// Deviation: TR 33.863 lets the MME hand out Ks wherever no AS_ID is in the request. Here AS_ID is always there,
/// because the MME knows whether the subscriber allows it, and Ks travels only from an MME of the home network that is
/// configured so, of a subscriber of that network.
public sealed interface KeyAnswer extends KeyBearing {
    @Override
    default void close() {}

    /// A key, by its full name.
    sealed interface Given extends KeyAnswer {
        Imsi imsi();

        /// The only device identity that may go on to the application server.
        @Nullable String externalIdentifier();

        Guti guti();

        Eksi eksi();

        Rand rand();

        /// The key itself, 32 octets.
        Secret octets();

        KeyRoot root();

        /// Absolute, in milliseconds, fixed when the key was first issued.
        Instant expiry();

        /// The home network's decision for the serving network.
        boolean confidentialityAllowed();

        @Override
        default void close() {
            octets().close();
        }
    }

    /// Ks_AS of the application server that was named.
    record Key(
            Imsi imsi,
            @Nullable String externalIdentifier,
            Guti guti,
            Eksi eksi,
            Rand rand,
            KsAs ksAs,
            KeyRoot root,
            Instant expiry,
            boolean confidentialityAllowed)
            implements Given {
        public Key {
            expiry = expiry.truncatedTo(ChronoUnit.MILLIS);
        }

        @Override
        public Secret octets() {
            return ksAs.octets();
        }
    }

    /// Ks itself, for an SCEF that derives.
    record MasterKey(
            Imsi imsi,
            @Nullable String externalIdentifier,
            Guti guti,
            Eksi eksi,
            Rand rand,
            Ks ks,
            KeyRoot root,
            Instant expiry,
            boolean confidentialityAllowed)
            implements Given {
        public MasterKey {
            expiry = expiry.truncatedTo(ChronoUnit.MILLIS);
        }

        /// The key of this application server; Ks is wiped.
        public Key of(AsId asId) {
            try (ks) {
                return new Key(
                        imsi,
                        externalIdentifier,
                        guti,
                        eksi,
                        rand,
                        KsAs.from(ks, asId),
                        root,
                        expiry,
                        confidentialityAllowed);
            }
        }

        @Override
        public Secret octets() {
            return ks.octets();
        }
    }

    /// The named key is not in use yet, or a new AKA run was asked for too short after another; ask again then.
    record NotYet(int retryAfterSeconds) implements KeyAnswer {
        public NotYet {
            if (retryAfterSeconds < 0) {
                throw new InvalidValue("Retry-After", "is not negative");
            }
        }
    }

    /// No UE of that GUTI, or no key of that name.
    record UnknownName() implements KeyAnswer {}

    /// The UE's key comes from the other root: a provisioning error that would otherwise show only as
    /// a failing MAC.
    record RootMismatch(KeyRoot theirs) implements KeyAnswer {}

    /// 5510 of 3GPP: the subscriber does not allow this application server.
    record NotAuthorised() implements KeyAnswer {}

    /// A new AKA run is under way, or a key set after the named one is in use.
    record ReauthenticationAccepted() implements KeyAnswer {}

    /// DIAMETER_SUCCESS without our answer AVP: the peer ignored the request; or it misses
    /// it under a vendor id that is not ours.
    record NotSupported() implements KeyAnswer {}

    /// Any result that none of the above names.
    record Failed(Result result) implements KeyAnswer {}
}
