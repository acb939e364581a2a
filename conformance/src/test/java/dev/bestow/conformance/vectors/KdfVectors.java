package dev.bestow.conformance.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestow.core.Octets;
import dev.bestow.core.PlmnId;
import dev.bestow.core.Secret;
import dev.bestow.keys.CkIk;
import dev.bestow.keys.HmacTag;
import dev.bestow.keys.Kasme;
import dev.bestow.keys.KnasEnc;
import dev.bestow.keys.KnasInt;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// The KDF of TS 33.220 Annex B and the rungs of TS 33.401 against what other projects published.
class KdfVectors {
    /// Derivations no journey of ours takes yet; their HMAC is checked all the same.
    private static final Set<String> NO_RUNG = Set.of("12", "13", "1c", "20");

    private static List<VectorRow> rows() {
        return VectorRow.file("kdf_33220_33401").rows("vectors");
    }

    private static Stream<VectorRow> rungs() {
        return rows().stream().filter(row -> !NO_RUNG.contains(row.text("fc")) && !isRadio(row));
    }

    /// Algorithm keys of types 03 to 06 belong to the base station.
    private static boolean isRadio(VectorRow row) {
        return row.text("fc").equals("15") && row.octetsList("params").get(0).at(0) > 2;
    }

    @ParameterizedTest
    @MethodSource("rows")
    void hmacGivesThePublishedOctets(VectorRow row) {
        assertThat(row.octets("s")).isEqualTo(s(row));
        assertThat(HmacTag.compute(row.secret("key"), 32, row.octets("s").toArray()))
                .isEqualTo(row.octets("hmac_sha256").toArray());
    }

    @ParameterizedTest
    @MethodSource("rungs")
    void rungsGiveThePublishedKey(VectorRow row) {
        byte[] out = row.octets("out").toArray();
        List<Octets> params = row.octetsList("params");
        Secret key = row.secret("key");
        switch (row.text("fc")) {
            case "10" -> {
                Kasme kasme =
                        Kasme.from(new CkIk(key), PlmnId.decode(params.get(0)), params.get(1));
                assertThat(kasme.octets()).isEqualTo(Secret.taking(out));
            }
            case "15" -> {
                int algorithm = params.get(1).at(0);
                Secret rung =
                        params.get(0).at(0) == 1
                                ? KnasEnc.from(new Kasme(key), algorithm).octets()
                                : KnasInt.from(new Kasme(key), algorithm).octets();
                assertThat(rung).isEqualTo(Secret.taking(Arrays.copyOfRange(out, 16, 32)));
            }
            default -> throw new AssertionError("no rung for " + row);
        }
    }

    @Test
    void bothKindsOfRungAreThere() {
        assertThat(rungs().map(row -> row.text("fc"))).containsExactly("10", "15", "15", "10");
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
