package dev.bestow.cli.aka.derived;

import dev.bestow.core.AsId;
import dev.bestow.core.InvalidValue;
import dev.bestow.core.Octets;
import dev.bestow.core.PlmnId;
import dev.bestow.core.Secret;
import dev.bestow.keys.CkIk;
import dev.bestow.keys.CkIkPrime;
import dev.bestow.keys.NafId;
import dev.bestow.keys.ServingNetworkName;
import dev.bestow.keys.UaProtocolId;
import dev.bestow.network.config.HexKey;

import java.nio.ByteBuffer;
import java.util.Map;

/// What was given for the inputs of one derived key, read when the derivation asks for it: a value that is
/// missing or wrong is refused by the input's name.
final class Inputs {
    private final Map<String, String> values;

    Inputs(Map<String, String> values) {
        this.values = values;
    }

    String text(Input input) {
        String value = values.get(input.label());
        if (value == null) {
            throw new InvalidValue(input.label(), "is missing: " + input.meaning());
        }
        return value;
    }

    Octets octets(Input input) {
        return input.octets() > 0
                ? Octets.parseHex(input.label(), text(input), input.octets())
                : Octets.parseHex(input.label(), text(input));
    }

    Secret key(Input input) {
        return HexKey.parse(input.label(), text(input), input.octets());
    }

    /// 32 bits, unsigned.
    int number(Input input) {
        String text = text(input);
        try {
            return text.startsWith("0x")
                    ? Integer.parseUnsignedInt(text, 2, text.length(), 16)
                    : Integer.parseUnsignedInt(text);
        } catch (NumberFormatException e) {
            throw new InvalidValue(input.label(), "is no number of at most 32 bits");
        }
    }

    CkIk ckIk() {
        return new CkIk(pair(Input.CK, Input.IK));
    }

    CkIkPrime ckIkPrime() {
        return new CkIkPrime(pair(Input.CK_PRIME, Input.IK_PRIME));
    }

    private Secret pair(Input first, Input second) {
        try (Secret head = key(first);
                Secret tail = key(second)) {
            byte[] pair = new byte[head.length() + tail.length()];
            head.writeTo(ByteBuffer.wrap(pair));
            tail.writeTo(ByteBuffer.wrap(pair, head.length(), tail.length()));
            return Secret.taking(pair);
        }
    }

    PlmnId plmn() {
        return PlmnId.parse(text(Input.PLMN));
    }

    ServingNetworkName network() {
        return new ServingNetworkName(PlmnId.parse(text(Input.SERVING_NETWORK)));
    }

    NafId nafId() {
        String text = text(Input.NAF_ID);
        int stroke = text.indexOf('/');
        if (stroke < 0) {
            throw new InvalidValue(Input.NAF_ID.label(), "is written as.example.net/0100000002");
        }
        return new NafId(
                AsId.parse(text.substring(0, stroke)),
                UaProtocolId.parse(text.substring(stroke + 1)));
    }
}
