package dev.bestow.cli.aka;

import dev.bestow.aka.AkaAlgorithm;
import dev.bestow.aka.Credentials;
import dev.bestow.aka.InsecureTestXor;
import dev.bestow.aka.Milenage;
import dev.bestow.aka.Opc;
import dev.bestow.aka.OperatorVariant;
import dev.bestow.aka.SubscriberKey;
import dev.bestow.aka.Topc;
import dev.bestow.aka.Tuak;
import dev.bestow.core.InvalidValue;
import dev.bestow.core.Secret;
import dev.bestow.network.config.HexKey;

import java.util.Map;

/// The keys of one card as a file of `--keys` has them: `k`, and what its algorithm wants besides: `op` or
/// `opc`, `top` or `topc`, or nothing.
final class CardKeys {
    private final Map<String, String> values;

    CardKeys(Map<String, String> values) {
        this.values = values;
    }

    /// Whoever calls closes them.
    Credentials credentials(AkaAlgorithm algorithm) {
        SubscriberKey k = new SubscriberKey(HexKey.parse("k", value("k")));
        return new Credentials(algorithm, k, variant(algorithm, k));
    }

    private OperatorVariant variant(AkaAlgorithm algorithm, SubscriberKey k) {
        return switch (algorithm) {
            case Milenage _ -> opc(k);
            case Tuak tuak -> topc(tuak, k);
            case InsecureTestXor _ -> OperatorVariant.NONE;
        };
    }

    private Opc opc(SubscriberKey k) {
        if (oneOf("op", "opc").equals("opc")) {
            return new Opc(key("opc", Opc.OCTETS));
        }
        try (Secret op = key("op", Opc.OCTETS)) {
            return Milenage.opc(k, op);
        }
    }

    private Topc topc(Tuak tuak, SubscriberKey k) {
        if (oneOf("top", "topc").equals("topc")) {
            return new Topc(key("topc", Topc.OCTETS));
        }
        try (Secret top = key("top", Topc.OCTETS)) {
            return tuak.topc(k, top);
        }
    }

    private Secret key(String name, int octets) {
        return HexKey.parse(name, value(name), octets);
    }

    private String value(String name) {
        String value = values.get(name);
        if (value == null) {
            throw new InvalidValue(name, "is missing in the file of --keys");
        }
        return value;
    }

    private String oneOf(String first, String second) {
        if (values.containsKey(first) == values.containsKey(second)) {
            String state = values.containsKey(first) ? "are both there" : "are missing";
            throw new InvalidValue(first + ", " + second, state + ", needs one of them");
        }
        return values.containsKey(first) ? first : second;
    }
}
