package dev.bestow.wire.nas;

import dev.bestow.core.InvalidValue;
import dev.bestow.core.Octets;
import dev.bestow.wire.nas.NasDecodeException.Kind;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;

/// Access point name, 1 to 100 octets on the wire: each label after its length octet, no dots (TS
/// 23.003 clause 9.1, TS 24.008 clause 10.5.6.1). Held with dots, in lower case.
public record AccessPointName(String name) {
    public static final int MAX_OCTETS = 100;

    private static final Pattern LABELS =
            Pattern.compile(
                    "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*");

    public AccessPointName {
        name = name.toLowerCase(Locale.ROOT);
        if (name.length() >= MAX_OCTETS || !LABELS.matcher(name).matches()) {
            throw new InvalidValue(
                    "APN", "is up to 99 characters of letters, digits, hyphens and dots");
        }
    }

    Octets encode() {
        NasWriter out = new NasWriter();
        for (String label : name.split("\\.", -1)) {
            out.lv(Octets.copyOf(label.getBytes(StandardCharsets.US_ASCII)));
        }
        return out.toOctets();
    }

    /// From the value part.
    static AccessPointName read(NasReader in) {
        StringBuilder name = new StringBuilder();
        while (in.remaining() > 0) {
            Octets label = in.lv(1, 63).rest();
            name.append(name.isEmpty() ? "" : ".").append(text(label, in));
        }
        return new AccessPointName(name.toString());
    }

    /// A dot inside a label would make two labels of it.
    private static String text(Octets label, NasReader in) {
        String text = new String(label.toArray(), StandardCharsets.ISO_8859_1);
        if (text.indexOf('.') >= 0) {
            throw in.bad(Kind.VALUE);
        }
        return text;
    }

    @Override
    public String toString() {
        return name;
    }
}
