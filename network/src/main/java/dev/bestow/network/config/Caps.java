package dev.bestow.network.config;

import dev.bestow.core.InvalidValue;
import dev.bestow.link.accept.HalfOpen;
import dev.bestow.link.diameter.DiameterLimits;
import dev.bestow.link.http.NorthboundLimits;
import dev.bestow.mme.MmeConfig;
import dev.bestow.session.key.FetchLimits;

import org.jspecify.annotations.Nullable;

import java.util.Objects;

/// What those may cost a node who have proven nothing, and how much it keeps of those who have. A key that is absent
/// has the default of its link.
///
/// @param connections northbound connections of application servers at once
/// @param halfOpen connections before a capabilities exchange or TLS handshake has ended, on one listener
/// @param halfOpenPerAddress of those, from one IPv4 address or /64 of IPv6
/// @param attaches at an MME, attaches under way in which nothing is proven yet
/// @param subscribers at an MME, accepted subscribers
/// @param wastedFetches at an application server, key fetches that sources waste together which never proved anything
/// @param wastedFetchesPerSource of those, by one source
public record Caps(
        @Nullable Integer connections,
        @Nullable Integer halfOpen,
        @Nullable Integer halfOpenPerAddress,
        @Nullable Integer attaches,
        @Nullable Integer subscribers,
        @Nullable Integer wastedFetches,
        @Nullable Integer wastedFetchesPerSource) {
    /// Each costs memory, and what is above this no machine has.
    private static final int MOST = 10_000_000;

    /// None other than the links have anyway.
    public static final Caps DEFAULT = new Caps(null, null, null, null, null, null, null);

    public Caps {
        requirePositive("connections", connections);
        requirePositive("halfOpen", halfOpen);
        requirePositive("halfOpenPerAddress", halfOpenPerAddress);
        requirePositive("attaches", attaches);
        requirePositive("subscribers", subscribers);
        requirePositive("wastedFetches", wastedFetches);
        requirePositive("wastedFetchesPerSource", wastedFetchesPerSource);
    }

    private static void requirePositive(String key, @Nullable Integer cap) {
        if (cap != null && (cap < 1 || cap > MOST)) {
            throw new InvalidValue(key, "needs 1 to " + MOST);
        }
    }

    /// `limits` under these caps.
    public DiameterLimits of(DiameterLimits limits) {
        return limits.withHalfOpen(halfOpen(limits.halfOpen()));
    }

    /// `limits` under these caps.
    public NorthboundLimits of(NorthboundLimits limits) {
        return new NorthboundLimits(
                limits.maxBodyOctets(),
                limits.handshakeTimeoutMs(),
                limits.readTimeoutMs(),
                or(connections, limits.maxConnections()),
                halfOpen(limits.halfOpen()));
    }

    private HalfOpen.Limits halfOpen(HalfOpen.Limits limits) {
        int most = or(halfOpen, limits.most());
        return new HalfOpen.Limits(
                most, Math.min(most, or(halfOpenPerAddress, limits.mostPerAddress())));
    }

    /// `limits` under these caps.
    public MmeConfig.Limits of(MmeConfig.Limits limits) {
        return limits.withCaps(
                or(attaches, limits.maxUnproven()), or(subscribers, limits.maxRegistered()));
    }

    /// `limits` under these caps.
    public FetchLimits of(FetchLimits limits) {
        return new FetchLimits(
                limits.atOnce(),
                or(wastedFetchesPerSource, limits.burst()),
                limits.perSecond(),
                or(wastedFetches, limits.strangersBurst()),
                limits.strangersPerSecond());
    }

    private static int or(@Nullable Integer cap, int otherwise) {
        return Objects.requireNonNullElse(cap, otherwise);
    }
}
