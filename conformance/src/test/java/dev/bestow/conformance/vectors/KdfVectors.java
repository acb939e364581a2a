package dev.bestow.conformance.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestow.core.Octets;
import dev.bestow.core.PlmnId;
import dev.bestow.core.Secret;
import dev.bestow.keys.CkIk;
import dev.bestow.keys.CkIkPrime;
import dev.bestow.keys.HmacTag;
import dev.bestow.keys.Kasme;
import dev.bestow.keys.Kenb;
import dev.bestow.keys.KenbStar;
import dev.bestow.keys.KnasEnc;
import dev.bestow.keys.KnasInt;
import dev.bestow.keys.KrrcEnc;
import dev.bestow.keys.KrrcInt;
import dev.bestow.keys.KupEnc;
import dev.bestow.keys.Nh;
import dev.bestow.keys.SKgnb;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// The KDF of TS 33.220 Annex B and the derived keys of TS 33.401 against what other projects published.
class KdfVectors {
    private static List<VectorRow> rows() {
        return VectorRow.file("kdf_33220_33401").rows("vectors");
    }

    @ParameterizedTest
    @MethodSource("rows")
    void hmacGivesThePublishedOctets(VectorRow row) {
        assertThat(row.octets("s")).isEqualTo(s(row));
        assertThat(HmacTag.compute(row.secret("key"), 32, row.octets("s").toArray()))
                .isEqualTo(row.octets("hmac_sha256").toArray());
    }

    @ParameterizedTest
    @MethodSource("rows")
    void aDerivationGivesThePublishedKey(VectorRow row) {
        byte[] out = row.octets("out").toArray();
        Secret derived = derived(row);
        int length = derived.length();
        assertThat(derived).isEqualTo(Secret.taking(out, out.length - length, length));
    }

    private static Secret derived(VectorRow row) {
        List<Octets> params = row.octetsList("params");
        Secret key = row.secret("key");
        Octets first = params.get(0);
        return switch (row.text("fc")) {
            case "10" -> Kasme.from(new CkIk(key), PlmnId.decode(first), params.get(1)).octets();
            case "12" -> Nh.from(new Kasme(key), new Nh(Secret.taking(first.toArray()))).octets();
            case "13" ->
                    KenbStar.from(new Kenb(key), number(first), number(params.get(1))).octets();
            case "15" -> algorithmKey(key, first.at(0), params.get(1).at(0));
            case "1c" -> SKgnb.from(new Kenb(key), number(first)).octets();
            case "20" -> CkIkPrime.from(new CkIk(key), text(first), params.get(1)).octets();
            default -> throw new AssertionError("no derivation for " + row);
        };
    }

    private static Secret algorithmKey(Secret key, int type, int algorithm) {
        return switch (type) {
            case 1 -> KnasEnc.from(new Kasme(key), algorithm).octets();
            case 2 -> KnasInt.from(new Kasme(key), algorithm).octets();
            case 3 -> KrrcEnc.from(new Kenb(key), algorithm).octets();
            case 4 -> KrrcInt.from(new Kenb(key), algorithm).octets();
            case 5 -> KupEnc.from(new Kenb(key), algorithm).octets();
            default -> throw new AssertionError("no derivation of type " + type);
        };
    }

    private static int number(Octets parameter) {
        return Integer.parseInt(parameter.hex(), 16);
    }

    private static String text(Octets parameter) {
        return new String(parameter.toArray(), StandardCharsets.UTF_8);
    }

    /// FC || P0 || L0 || P1 || L1 ...
    private static Octets s(VectorRow row) {
        List<Octets> params = row.octetsList("params");
        ByteBuffer s = ByteBuffer.allocate(1 + params.stream().mapToInt(p -> p.length() + 2).sum());
        s.put((byte) Integer.parseInt(row.text("fc"), 16));
        for (Octets param : params) {
            param.writeTo(s);
            s.putShort((short) param.length());
        }
        return Octets.copyOf(s.array());
    }
}
