package dev.bestow.conformance.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestow.aka.Amf;
import dev.bestow.aka.AuthenticationCentre;
import dev.bestow.aka.Credentials;
import dev.bestow.aka.EpsVector;
import dev.bestow.aka.Opc;
import dev.bestow.aka.Sqn;
import dev.bestow.aka.SubscriberKey;
import dev.bestow.core.AsId;
import dev.bestow.core.Octets;
import dev.bestow.core.PlmnId;
import dev.bestow.core.Rand;
import dev.bestow.core.Secret;
import dev.bestow.keys.HmacTag;
import dev.bestow.keys.KApp;
import dev.bestow.keys.KnasEnc;
import dev.bestow.keys.KnasInt;
import dev.bestow.keys.Ks;
import dev.bestow.keys.KsAs;
import dev.bestow.keys.KsAsEnc;
import dev.bestow.keys.KsAsInt;

import org.junit.jupiter.api.Test;

import java.util.List;

/// Every rung of one journey, from K down to K_app and the NAS keys, against figures computed without
/// this project's code.
class JourneyKeyVectors {
    private static final VectorRow NAS = VectorRow.file("nas_worked_example");
    private static final List<VectorRow> STUDY = VectorRow.file("study_derivations").rows("steps");

    private static Secret out(String name) {
        return step(name).secret("out");
    }

    private static VectorRow step(String name) {
        return STUDY.stream()
                .filter(row -> row.text("name").equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static EpsVector vector() {
        Credentials credentials =
                Credentials.milenage(
                        new SubscriberKey(NAS.secret("k")), new Opc(NAS.secret("opc")));
        return AuthenticationCentre.vector(
                credentials,
                new Rand(NAS.octets("rand")),
                Sqn.decode(NAS.octets("sqn")),
                Amf.decode(NAS.octets("amf")),
                PlmnId.decode(NAS.octets("plmn")));
    }

    @Test
    void vectorAndNasKeysAreThoseOfTheWorkedExample() {
        EpsVector vector = vector();
        assertThat(vector.autn().octets()).isEqualTo(NAS.octets("autn"));
        assertThat(vector.xres()).isEqualTo(NAS.octets("res"));
        assertThat(vector.ckIk().octets())
                .isEqualTo(
                        Secret.taking(
                                Octets.parseHex("CK||IK", NAS.text("ck") + NAS.text("ik"))
                                        .toArray()));
        assertThat(vector.kasme().octets()).isEqualTo(NAS.secret("kasme"));
        assertThat(KnasEnc.from(vector.kasme(), 2).octets()).isEqualTo(NAS.secret("knasenc_eea2"));
        assertThat(KnasInt.from(vector.kasme(), 2).octets()).isEqualTo(NAS.secret("knasint_eia2"));
    }

    @Test
    void bothRootsOfSolution11GiveTheirKs() {
        EpsVector vector = vector();
        assertThat(Ks.from(vector.ckIk()).octets())
                .isEqualTo(out("#11 Ks = KDF(CK||IK,\"End-to-End_IOT\")"));
        assertThat(Ks.from(vector.kasme()).octets())
                .isEqualTo(out("#11 from K_ASME: Ks = KDF(KASME, \"End-to-End_IOT\")"));
    }

    @Test
    void ksLeadsDownToKAppAndT() {
        KsAs ksAs = KsAs.from(Ks.from(vector().ckIk()), AsId.parse("as.example.net"));
        assertThat(ksAs.octets()).isEqualTo(out("#11 Ks_AS = KDF(Ks, AS_ID)"));
        KsAsEnc enc = KsAsEnc.from(ksAs);
        assertThat(enc.octets()).isEqualTo(out("#11 Ks_AS_enc = KDF(Ks_AS,\"enc\")"));
        KsAsInt integrity = KsAsInt.from(ksAs);
        assertThat(integrity.octets()).isEqualTo(out("#11 Ks_AS_int = KDF(Ks_AS,\"int\")"));
        String kApp = "#11 K_app = KDF(Ks_AS_enc, RAND_AS)";
        Octets randAs = step(kApp).octetsList("params_hex").getFirst();
        assertThat(KApp.from(enc, randAs).octets()).isEqualTo(out(kApp));
        VectorRow t = step("#11 t = MAC(Ks_AS_int; GUTI, RAND_AS)");
        assertThat(HmacTag.compute(integrity.octets(), 32, t.octets("input").toArray()))
                .isEqualTo(t.octets("out").toArray());
    }
}
