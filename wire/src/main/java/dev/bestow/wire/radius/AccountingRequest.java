package dev.bestow.wire.radius;

import dev.bestow.core.InvalidValue;
import dev.bestow.core.Octets;
import dev.bestow.wire.radius.RadiusAttribute.AcctStatusType;

import java.util.List;
import java.util.Optional;

/// An Accounting-Request (RFC 2866 clause 4.1) whose authenticators have verified.
///
/// @param identifier 0 to 255, what the response repeats
/// @param authenticator 16 octets, as they were received
/// @param attributes those that are read here, in the order of the message, an Acct-Status-Type among them
public record AccountingRequest(
        int identifier, Octets authenticator, List<RadiusAttribute> attributes)
        implements ReceivedAccounting {
    public AccountingRequest {
        attributes = List.copyOf(attributes);
        if (attributes.stream().noneMatch(AcctStatusType.class::isInstance)) {
            throw new InvalidValue("Acct-Status-Type", "is missing");
        }
    }

    public AcctStatus status() {
        return first(AcctStatusType.class).orElseThrow().status();
    }

    /// The first attribute of this type.
    public <A extends RadiusAttribute> Optional<A> first(Class<A> type) {
        return all(type).stream().findFirst();
    }

    /// The attributes of this type, in their order.
    public <A extends RadiusAttribute> List<A> all(Class<A> type) {
        return attributes.stream().filter(type::isInstance).map(type::cast).toList();
    }
}
