package dev.bestow.core;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// What an application calls a user of its own (TR 33.863 solution 10), 1 to 253 octets in UTF-8 without control
/// characters. Compared as it is: no two spellings are one identity.
public record ApplicationIdentity(String text) {
    public static final int MAX_OCTETS = 253;

    /// Of one subscriber, all applications together.
    public static final int MAX_IDENTITIES = 16;

    private static final Pattern CONTROL = Pattern.compile("\\p{Cc}");

    public ApplicationIdentity {
        if (text.isEmpty() || text.getBytes(StandardCharsets.UTF_8).length > MAX_OCTETS) {
            throw new InvalidValue("application identity", "needs 1 to 253 octets");
        }
        if (CONTROL.matcher(text).find()) {
            throw new InvalidValue("application identity", "holds a control character");
        }
    }

    public static ApplicationIdentity parse(String text) {
        return new ApplicationIdentity(text);
    }

    /// Those of one subscriber, in their order.
    ///
    /// @throws InvalidValue when no subscriber can have these
    public static List<ApplicationIdentity> ofSubscriber(List<ApplicationIdentity> identities) {
        if (identities.size() > MAX_IDENTITIES) {
            throw new InvalidValue(
                    "application identities", "are " + identities.size() + ", at most 16");
        }
        List<ApplicationIdentity> all = List.copyOf(identities);
        if (Set.copyOf(all).size() < all.size()) {
            throw new InvalidValue("application identities", "have one twice");
        }
        return all;
    }

    @Override
    public String toString() {
        return text;
    }
}
