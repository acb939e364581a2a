package dev.bestow.cli.aka.derived;

import static dev.bestow.cli.aka.derived.Parameter.label;

import dev.bestow.core.Imsi;
import dev.bestow.core.Rand;
import dev.bestow.core.Secret;
import dev.bestow.keys.Atid;
import dev.bestow.keys.Emsk;
import dev.bestow.keys.Fc;
import dev.bestow.keys.Kaf;
import dev.bestow.keys.Kakma;
import dev.bestow.keys.Kamf;
import dev.bestow.keys.Kausf;
import dev.bestow.keys.Khse;
import dev.bestow.keys.Kseaf;
import dev.bestow.keys.ResStar;

import java.util.List;

/// The derived keys of 5G, of AKMA, and of BEST in 5G.
final class FiveGKeys {
    private FiveGKeys() {}

    static List<DerivedKey> core() {
        return List.of(
                DerivedKey.kdf(Fc.KAUSF, "TS 33.501 clause A.2")
                        .of(Input.CK, Input.IK)
                        .with(Input.SERVING_NETWORK, Input.SQN_XOR_AK)
                        .gives("kausf", Kausf.OCTETS, FiveGKeys::kausfOf5gAka),
                DerivedKey.other("TS 33.501 clause 6.1.3.1")
                        .of(Input.EMSK)
                        .gives(
                                "kausf_eap",
                                List.of("kausf"),
                                Kausf.OCTETS,
                                in -> Kausf.from(new Emsk(in.key(Input.EMSK))).octets()),
                DerivedKey.kdf(Fc.RES_STAR, "TS 33.501 clause A.4")
                        .of(Input.CK, Input.IK)
                        .with(Input.SERVING_NETWORK, Input.RAND, Input.RES)
                        .gives("res_star", ResStar.OCTETS, FiveGKeys::resStar),
                DerivedKey.kdf(Fc.KSEAF, "TS 33.501 clause A.6")
                        .of(Input.KAUSF)
                        .with(Input.SERVING_NETWORK)
                        .gives(
                                "kseaf",
                                Kseaf.OCTETS,
                                in -> Kseaf.from(kausf(in), in.network()).octets()),
                DerivedKey.kdf(Fc.KAMF, "TS 33.501 clause A.7")
                        .of(Input.KSEAF)
                        .with(Input.IMSI, Input.ABBA)
                        .gives("kamf", Kamf.OCTETS, FiveGKeys::kamf));
    }

    static List<DerivedKey> akma() {
        return List.of(
                DerivedKey.kdf(Fc.KAKMA, "TS 33.535 clause A.2")
                        .of(Input.KAUSF)
                        .with(label("AKMA"), Input.IMSI)
                        .gives(
                                "kakma",
                                Kakma.OCTETS,
                                in -> Kakma.from(kausf(in), imsi(in)).octets()),
                DerivedKey.kdf(Fc.A_TID, "TS 33.535 clause A.3")
                        .of(Input.KAUSF)
                        .with(label("A-TID"), Input.IMSI)
                        .gives("a_tid", Atid.OCTETS, FiveGKeys::atid),
                DerivedKey.kdf(Fc.KAF, "TS 33.535 clause A.4")
                        .of(Input.KAKMA)
                        .with(Input.NAF_ID)
                        .gives("kaf", Kaf.OCTETS, FiveGKeys::kaf));
    }

    static List<DerivedKey> best() {
        return List.of(
                DerivedKey.kdf(Fc.KHSE_5G_AKA, "TS 33.163 clause 5.1.0a")
                        .of(Input.CK, Input.IK)
                        .with(Input.SERVING_NETWORK, Input.SQN_XOR_AK)
                        .gives("khse", Khse.OCTETS, FiveGKeys::khseOf5gAka),
                DerivedKey.kdf(Fc.KHSE_EAP_AKA_PRIME, "TS 33.163 clause 5.1.0a")
                        .of(Input.CK_PRIME, Input.IK_PRIME)
                        .with(Input.SERVING_NETWORK, Input.SQN_XOR_AK)
                        .gives(
                                "khse_eap",
                                List.of("khse"),
                                Khse.OCTETS,
                                FiveGKeys::khseOfEapAkaPrime));
    }

    private static Kausf kausf(Inputs in) {
        return new Kausf(in.key(Input.KAUSF));
    }

    private static Imsi imsi(Inputs in) {
        return Imsi.parse(in.text(Input.IMSI));
    }

    private static Secret kausfOf5gAka(Inputs in) {
        return Kausf.from(in.ckIk(), in.network(), in.octets(Input.SQN_XOR_AK)).octets();
    }

    private static Secret resStar(Inputs in) {
        Rand rand = new Rand(in.octets(Input.RAND));
        return ResStar.from(in.ckIk(), in.network(), rand, in.octets(Input.RES)).octets();
    }

    private static Secret kamf(Inputs in) {
        Kseaf kseaf = new Kseaf(in.key(Input.KSEAF));
        return Kamf.from(kseaf, imsi(in), in.octets(Input.ABBA)).octets();
    }

    private static Secret atid(Inputs in) {
        return Secret.taking(Atid.from(kausf(in), imsi(in)).octets().toArray());
    }

    private static Secret kaf(Inputs in) {
        return Kaf.from(new Kakma(in.key(Input.KAKMA)), in.nafId()).octets();
    }

    private static Secret khseOf5gAka(Inputs in) {
        return Khse.from(in.ckIk(), in.network(), in.octets(Input.SQN_XOR_AK)).octets();
    }

    private static Secret khseOfEapAkaPrime(Inputs in) {
        return Khse.from(in.ckIkPrime(), in.network(), in.octets(Input.SQN_XOR_AK)).octets();
    }
}
