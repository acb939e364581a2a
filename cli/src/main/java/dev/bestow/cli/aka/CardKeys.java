package dev.bestow.cli.aka;

import dev.bestow.aka.Credentials;
import dev.bestow.aka.Milenage;
import dev.bestow.aka.Opc;
import dev.bestow.aka.SubscriberKey;
import dev.bestow.cli.config.HexKey;
import dev.bestow.core.Refused;
import dev.bestow.core.Secret;

import java.util.Arrays;
import java.util.Map;

/// The keys of one card as a file of `--keys` has them: `k`, and `op` or `opc`.
final class CardKeys {
    private final Map<String, String> values;

    CardKeys(Map<String, String> values) {
        this.values = values;
    }

    /// Whoever calls closes them.
    Credentials credentials(String algorithm) {
        return switch (algorithm) {
            case "milenage" -> milenage();
            default -> throw new Refused("algorithm", "is none of milenage");
        };
    }

    private Credentials milenage() {
        SubscriberKey k = k();
        if (oneOf("op", "opc").equals("opc")) {
            return Credentials.milenage(k, new Opc(key("opc", Opc.OCTETS)));
        }
        try (Secret op = key("op", Opc.OCTETS)) {
            return Credentials.milenage(k, Milenage.opc(k, op));
        }
    }

    private SubscriberKey k() {
        Secret k = HexKey.parse("k", value("k"));
        if (k.use(octets -> Arrays.equals(octets, new byte[octets.length]))) {
            throw new Refused("K", "is all zeros");
        }
        return new SubscriberKey(k);
    }

    private Secret key(String name, int octets) {
        return HexKey.parse(name, value(name), octets);
    }

    private String value(String name) {
        String value = values.get(name);
        if (value == null) {
            throw new Refused(name, "is missing in the file of --keys");
        }
        return value;
    }

    private String oneOf(String first, String second) {
        if (values.containsKey(first) == values.containsKey(second)) {
            String state = values.containsKey(first) ? "are both there" : "are missing";
            throw new Refused(first + ", " + second, state + ", needs one of them");
        }
        return values.containsKey(first) ? first : second;
    }
}
