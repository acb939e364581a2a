package dev.bestow.conformance.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestow.core.Octets;
import dev.bestow.core.Secret;
import dev.bestow.keys.CkIk;
import dev.bestow.keys.CkIkPrime;
import dev.bestow.keys.Emsk;
import dev.bestow.keys.KAut;
import dev.bestow.keys.KEncr;
import dev.bestow.keys.KRe;
import dev.bestow.keys.Mk;
import dev.bestow.keys.Msk;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.charset.StandardCharsets;
import java.util.List;

/// The keys of EAP-AKA' against the cases of RFC 9048 Appendix D.
class EapAkaPrimeVectors {
    static List<VectorRow> cases() {
        return VectorRow.file("eap_aka_prime").rows("vectors");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void everyKeyIsThePublishedOne(VectorRow row) {
        Octets sqnXorAk = row.octets("autn").slice(0, 6);
        CkIkPrime pair =
                CkIkPrime.from(
                        new CkIk(secret(row, "ck", "ik")), row.text("network_name"), sqnXorAk);
        assertThat(pair.octets()).isEqualTo(secret(row, "ck_prime", "ik_prime"));
        byte[] identity = row.text("identity").getBytes(StandardCharsets.UTF_8);
        Mk mk = Mk.from(pair, Octets.copyOf(identity));
        assertThat(KEncr.from(mk).octets()).isEqualTo(row.secret("k_encr"));
        assertThat(KAut.from(mk).octets()).isEqualTo(row.secret("k_aut"));
        assertThat(KRe.from(mk).octets()).isEqualTo(row.secret("k_re"));
        assertThat(Msk.from(mk).octets()).isEqualTo(row.secret("msk"));
        assertThat(Emsk.from(mk).octets()).isEqualTo(row.secret("emsk"));
    }

    private static Secret secret(VectorRow row, String first, String second) {
        return Secret.taking(Octets.parseHex("pair", row.text(first) + row.text(second)).toArray());
    }
}
