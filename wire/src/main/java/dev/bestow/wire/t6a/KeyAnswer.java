package dev.bestow.wire.t6a;

import dev.bestow.core.Eksi;
import dev.bestow.core.Guti;
import dev.bestow.core.Imsi;
import dev.bestow.core.InvalidValue;
import dev.bestow.core.KeyBearing;
import dev.bestow.core.KeyRoot;
import dev.bestow.core.Rand;
import dev.bestow.keys.KsAs;
import dev.bestow.wire.diameter.Result;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// What the MME says to a [KeyRequest], in the Configuration-Information-Answer (CIA, 8388718); our
/// vendor AVP 5 (TR 33.863 solution 11 step 16, "Mobile Data Answer").
///
/// Deviation: TR 33.863 also lets the MME hand out Ks. Here only Ks_AS travels, so an SCEF never
/// learns a key of an application server that did not ask.
public sealed interface KeyAnswer extends KeyBearing {
    @Override
    default void close() {}

    /// The key, by its full name.
    ///
    /// @param externalIdentifier the only device identity that may go on to the application server
    /// @param expiry absolute, in milliseconds, fixed when the key was first issued
    /// @param confidentialityAllowed the home network's decision for the serving network
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
            implements KeyAnswer {
        public Key {
            expiry = expiry.truncatedTo(ChronoUnit.MILLIS);
        }

        @Override
        public void close() {
            ksAs.octets().close();
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
