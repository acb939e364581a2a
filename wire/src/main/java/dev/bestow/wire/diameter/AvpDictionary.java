package dev.bestow.wire.diameter;

import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.List;

/// Which AVPs a receiver understands. An AVP with the M flag that is not in here makes its request fail
/// with 5001 (RFC 6733 clause 4.1); without M it is skipped.
@FunctionalInterface
public interface AvpDictionary {
    /// The definition, or null for an AVP this dictionary does not know. Allocates nothing.
    @Nullable AvpDefinition lookup(int code, int vendorId);

    /// A dictionary of exactly these rows; two rows of one code and vendor are a programming error.
    static AvpDictionary of(Collection<AvpDefinition> definitions) {
        return new AvpTable(List.copyOf(definitions));
    }

    /// This dictionary, then `other` for what this one does not know.
    default AvpDictionary or(AvpDictionary other) {
        return (code, vendorId) -> {
            AvpDefinition found = lookup(code, vendorId);
            return found != null ? found : other.lookup(code, vendorId);
        };
    }

    /// Refuses the message (kind `AVP_UNSUPPORTED`) at its first top-level AVP with the M flag that is
    /// not known here. Groups are checked by the codec that opens them, with [#requireKnown(AvpCursor)].
    default void requireKnown(DiameterMessage message) {
        requireAllKnown(message.avps());
    }

    /// As [#requireKnown(DiameterMessage)], for the AVPs the cursor has before it.
    default void requireAllKnown(AvpCursor avps) {
        while (avps.next()) {
            requireKnown(avps);
        }
    }

    /// As [#requireKnown(DiameterMessage)], for the one AVP the cursor stands on.
    default void requireKnown(AvpCursor avp) {
        if (avp.isMandatory() && lookup(avp.code(), avp.vendorId()) == null) {
            throw avp.refuse(DecodeException.Kind.AVP_UNSUPPORTED);
        }
    }
}
