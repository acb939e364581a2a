package dev.bestow.link.radius;

import dev.bestow.core.Imsi;
import dev.bestow.core.InvalidValue;
import dev.bestow.core.Octets;
import dev.bestow.link.accept.Source;
import dev.bestow.wire.nas.AccessPointName;
import dev.bestow.wire.radius.AccountingRequest;
import dev.bestow.wire.radius.RadiusAttribute.AcctSessionId;
import dev.bestow.wire.radius.RadiusAttribute.CalledStationId;
import dev.bestow.wire.radius.RadiusAttribute.EventTimestamp;
import dev.bestow.wire.radius.RadiusAttribute.FramedIpAddress;
import dev.bestow.wire.radius.RadiusAttribute.FramedIpv6Prefix;
import dev.bestow.wire.radius.RadiusAttribute.TgppImsi;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/// What a gateway says of one session: a PDN connection, or one bearer of it (TS 29.061 clause 16.3.1).
///
/// @param id Acct-Session-Id, which may come back after a restart of the gateway
/// @param imsi null when the gateway does not say whose it is
/// @param accessPoint null when it does not say where it leads, or in a name that is no APN
/// @param addresses IPv4 address and /64 of the UE; none while it has none, and for non-IP
/// @param at when it happened, null when the gateway does not say
public record AccountedSession(
        Octets id,
        @Nullable Imsi imsi,
        @Nullable AccessPointName accessPoint,
        Set<Source> addresses,
        @Nullable Instant at) {
    /// What one PDN connection has (TS 23.401 clause 5.3.1.2.2).
    private static final int PDN_PREFIX_BITS = 64;

    public AccountedSession {
        addresses = Set.copyOf(addresses);
    }

    /// Of a request whose status is of a session.
    static AccountedSession of(AccountingRequest request) {
        Set<Source> addresses = new LinkedHashSet<>();
        request.first(FramedIpAddress.class)
                .filter(FramedIpAddress::assigned)
                .ifPresent(framed -> addresses.add(new Source(framed.address())));
        request.all(FramedIpv6Prefix.class).stream()
                .filter(framed -> framed.bits() == PDN_PREFIX_BITS)
                .findFirst()
                .ifPresent(framed ->
                        addresses.add(
                                new Source(framed.prefix().slice(0, PDN_PREFIX_BITS / Byte.SIZE))));
        return new AccountedSession(
                request.first(AcctSessionId.class).orElseThrow().id(),
                request.first(TgppImsi.class).map(TgppImsi::imsi).orElse(null),
                request.first(CalledStationId.class)
                        .flatMap(AccountedSession::accessPoint)
                        .orElse(null),
                addresses,
                time(request));
    }

    static @Nullable Instant time(AccountingRequest request) {
        return request.first(EventTimestamp.class).map(EventTimestamp::at).orElse(null);
    }

    private static Optional<AccessPointName> accessPoint(CalledStationId called) {
        try {
            return Optional.of(new AccessPointName(called.text()));
        } catch (InvalidValue _) {
            return Optional.empty();
        }
    }
}
