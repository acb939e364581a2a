package dev.bestow.network.config;

import dev.bestow.core.PlmnId;
import dev.bestow.link.coap.CoapEapLimits;

/// AKA runs of an EMKS's own with devices (TR 33.863 solution 3).
///
/// @param listen where devices ask for one, in CoAP over UDP
/// @param network the home network of its subscribers
/// @param limits what devices may cost that have proven nothing
public record OwnRunsSection(
        @Default("127.0.0.1:5683") Endpoint listen, PlmnId network, @Default("") Limits limits) {
    /// What devices may cost that have proven nothing.
    ///
    /// @param runs under way at once
    /// @param runsPerSource of those, from one IPv4 address or /64 of IPv6
    public record Limits(@Default("10000") int runs, @Default("64") int runsPerSource) {
        /// When nothing is said.
        public static final Limits DEFAULT =
                new Limits(CoapEapLimits.DEFAULT.runs(), CoapEapLimits.DEFAULT.runsPerSource());

        public Limits {
            var _ = new CoapEapLimits(runs, runsPerSource);
        }

        /// As the link wants them.
        public CoapEapLimits limits() {
            return new CoapEapLimits(runs, runsPerSource);
        }
    }
}
