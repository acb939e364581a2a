package dev.bestow.wire.eap;

import java.util.List;
import java.util.Optional;

/// A message of EAP-AKA (RFC 4187 clause 9). Attributes that may be skipped and are not known are left out of one that
/// was received.
///
/// @param request whether the server sent it
public record AkaMessage(
        boolean request, int identifier, AkaSubtype subtype, List<AkaAttribute> attributes)
        implements EapMessage {
    public AkaMessage {
        attributes = List.copyOf(attributes);
    }

    /// A request with these.
    public static AkaMessage request(
            int identifier, AkaSubtype subtype, AkaAttribute... attributes) {
        return new AkaMessage(true, identifier, subtype, List.of(attributes));
    }

    /// A response with these.
    public static AkaMessage response(
            int identifier, AkaSubtype subtype, AkaAttribute... attributes) {
        return new AkaMessage(false, identifier, subtype, List.of(attributes));
    }

    /// The attribute of that kind. There is at most one.
    public <A extends AkaAttribute> Optional<A> first(Class<A> kind) {
        return attributes.stream().filter(kind::isInstance).map(kind::cast).findFirst();
    }
}
