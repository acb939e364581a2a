package dev.bestow.session.ua;

import dev.bestow.core.AsId;
import dev.bestow.core.InvalidValue;
import dev.bestow.wire.ua.UaForm;

import java.util.Set;

/// What one application server accepts, and its bounds.
///
/// @param asId input of every MAC, octet by octet
/// @param forms request forms taken; pinned, nothing a peer sends widens them
/// @param cipheringRequired whether a request in clear is refused where confidentiality is allowed
/// @param maxSessions sessions held in memory, the longest unused given up first
/// @param keyCacheSeconds how long a fetched key is used without asking again, so that a withdrawal
///     reaches this application server
public record UaPolicy(
        AsId asId,
        Set<UaForm> forms,
        boolean cipheringRequired,
        int maxSessions,
        int keyCacheSeconds) {
    /// A quarter of the 20-bit space, so that a free session id is found at once.
    public static final int SESSION_LIMIT = 1 << 18;

    public UaPolicy {
        forms = Set.copyOf(forms);
        if (forms.isEmpty() || forms.contains(UaForm.SESSION)) {
            throw new InvalidValue(
                    "ua.forms", "names one or more of LITERAL, COMPACT and CERTIFICATE");
        }
        requireRange("ua.maxSessions", maxSessions, SESSION_LIMIT);
        requireRange("ua.keyCacheSeconds", keyCacheSeconds, 86_400);
    }

    /// COMPACT only, ciphering where it is allowed, and bounds for a fleet of some ten thousand.
    public static UaPolicy standard(AsId asId) {
        return new UaPolicy(asId, Set.of(UaForm.COMPACT), true, 65_536, 600);
    }

    /// The same with other request forms.
    public UaPolicy withForms(Set<UaForm> accepted) {
        return new UaPolicy(asId, accepted, cipheringRequired, maxSessions, keyCacheSeconds);
    }

    private static void requireRange(String field, int value, int limit) {
        if (value < 1 || value > limit) {
            throw new InvalidValue(field, "needs 1 to " + limit);
        }
    }
}
