package dev.bestow.wire.radius;

import dev.bestow.core.Imei;
import dev.bestow.core.Imsi;
import dev.bestow.core.Octets;
import dev.bestow.core.PlmnId;

import java.time.Instant;
import java.util.Set;

/// The attributes of an Accounting-Request that are read here, each under the name its specification gives it:
/// RFC 2865, 2866, 2869 and 3162, and for those that begin with `Tgpp` TS 29.061 clause 16.4.7 ("3GPP-IMSI").
/// What says who somebody is does not print.
public sealed interface RadiusAttribute {
    /// What happened.
    record AcctStatusType(AcctStatus status) implements RadiusAttribute {}

    /// The session, as its client names it. A packet gateway makes it of its address and the charging id, so it may
    /// come back after a restart.
    record AcctSessionId(Octets id) implements RadiusAttribute {}

    /// The UE's IPv4 address, 4 octets.
    record FramedIpAddress(Octets address) implements RadiusAttribute {
        private static final Set<Octets> NOT_ASSIGNED =
                Set.of(
                        Octets.parseHex("none yet", "00000000"),
                        Octets.parseHex("left to the UE", "ffffffff"),
                        Octets.parseHex("left to the client", "fffffffe"));

        /// Whether it is one: neither none yet, nor left to the UE or to the client (RFC 2865 clause 5.8).
        public boolean assigned() {
            return !NOT_ASSIGNED.contains(address);
        }
    }

    /// The UE's IPv6 prefix.
    ///
    /// @param prefix 16 octets, zero behind the prefix
    /// @param bits 0 to 128
    record FramedIpv6Prefix(Octets prefix, int bits) implements RadiusAttribute {}

    /// The APN, as text.
    record CalledStationId(String text) implements RadiusAttribute {}

    /// The MSISDN, as text.
    record CallingStationId(String text) implements RadiusAttribute {
        @Override
        public String toString() {
            return "CallingStationId[…]";
        }
    }

    /// What the UE calls itself, or one name for all of an APN.
    record UserName(String text) implements RadiusAttribute {
        @Override
        public String toString() {
            return "UserName[…]";
        }
    }

    /// The client's IPv4 address, 4 octets; behind a proxy it is not the sender's.
    record NasIpAddress(Octets address) implements RadiusAttribute {}

    /// The client's IPv6 address, 16 octets.
    record NasIpv6Address(Octets address) implements RadiusAttribute {}

    /// The client's name.
    record NasIdentifier(Octets id) implements RadiusAttribute {}

    /// When it happened, to the second.
    record EventTimestamp(Instant at) implements RadiusAttribute {}

    /// Of a proxy on the way, which wants it back as it is.
    record ProxyState(Octets octets) implements RadiusAttribute {}

    /// Whose session it is.
    record TgppImsi(Imsi imsi) implements RadiusAttribute {}

    /// Of the bearer, unsigned 32 bits.
    record TgppChargingId(long id) implements RadiusAttribute {}

    /// The network that serves the UE.
    record TgppSgsnMccMnc(PlmnId plmn) implements RadiusAttribute {}

    /// The device.
    record TgppImeisv(Imei imei) implements RadiusAttribute {}

    /// The radio access, 0 to 255: 6 is E-UTRAN, 8 NB-IoT, 9 LTE-M.
    record TgppRatType(int code) implements RadiusAttribute {}
}
