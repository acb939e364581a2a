package dev.bestow.cli.aka.derived;

import static dev.bestow.cli.aka.derived.Parameter.label;
import static dev.bestow.cli.aka.derived.Parameter.octet;

import dev.bestow.core.Octets;
import dev.bestow.core.Rand;
import dev.bestow.core.Secret;
import dev.bestow.keys.CkIkPrime;
import dev.bestow.keys.Emsk;
import dev.bestow.keys.Fc;
import dev.bestow.keys.KAut;
import dev.bestow.keys.KEncr;
import dev.bestow.keys.KRe;
import dev.bestow.keys.Kasme;
import dev.bestow.keys.Kenb;
import dev.bestow.keys.KenbStar;
import dev.bestow.keys.KnasEnc;
import dev.bestow.keys.KnasInt;
import dev.bestow.keys.KrrcEnc;
import dev.bestow.keys.KrrcInt;
import dev.bestow.keys.KsIntNaf;
import dev.bestow.keys.KsNaf;
import dev.bestow.keys.KupEnc;
import dev.bestow.keys.KupInt;
import dev.bestow.keys.Mk;
import dev.bestow.keys.Msk;
import dev.bestow.keys.Nh;
import dev.bestow.keys.SKgnb;

import java.nio.charset.StandardCharsets;
import java.util.List;

/// The derived keys of EPS, of EAP-AKA' and of GBA.
final class EpsKeys {
    private static final String ALGORITHM_KEYS = "TS 33.401 clause A.7";
    private static final String EAP = "RFC 9048 clause 3.3";

    private EpsKeys() {}

    static List<DerivedKey> access() {
        return List.of(
                DerivedKey.kdf(Fc.KASME, "TS 33.401 clause A.2")
                        .of(Input.CK, Input.IK)
                        .with(Input.PLMN, Input.SQN_XOR_AK)
                        .gives("kasme", Kasme.OCTETS, in -> kasme(in).octets()),
                DerivedKey.kdf(Fc.KENB, "TS 33.401 clause A.3")
                        .of(Input.KASME)
                        .with(Input.NAS_COUNT)
                        .gives(
                                "kenb",
                                Kenb.OCTETS,
                                in -> Kenb.from(parent(in), in.number(Input.NAS_COUNT)).octets()),
                DerivedKey.kdf(Fc.NH, "TS 33.401 clause A.4")
                        .of(Input.KASME)
                        .with(Input.KENB)
                        .gives("nh", Nh.OCTETS, in -> Nh.from(parent(in), kenb(in)).octets()),
                DerivedKey.kdf(Fc.NH, "TS 33.401 clause A.4")
                        .of(Input.KASME)
                        .with(Input.NH)
                        .gives(
                                "nh_next",
                                List.of("nh"),
                                Nh.OCTETS,
                                in -> Nh.from(parent(in), nh(in)).octets()),
                DerivedKey.kdf(Fc.KENB_STAR, "TS 33.401 clause A.5")
                        .of(Input.KENB)
                        .with(Input.PCI, Input.EARFCN_DL)
                        .gives("kenb_star", KenbStar.OCTETS, EpsKeys::kenbStar),
                DerivedKey.kdf(Fc.KENB_STAR, "TS 33.401 clause A.5")
                        .of(Input.NH)
                        .with(Input.PCI, Input.EARFCN_DL)
                        .gives(
                                "kenb_star_nh",
                                List.of("kenb_star"),
                                KenbStar.OCTETS,
                                EpsKeys::kenbStarOfNh),
                DerivedKey.kdf(Fc.S_KGNB, "TS 33.401 clause A.15")
                        .of(Input.KENB)
                        .with(Input.SCG_COUNTER)
                        .gives(
                                "s_kgnb",
                                SKgnb.OCTETS,
                                in -> SKgnb.from(kenb(in), in.number(Input.SCG_COUNTER)).octets()));
    }

    static List<DerivedKey> algorithmKeys() {
        return List.of(
                ciphering(Input.KASME, 1)
                        .gives(
                                "knasenc",
                                KnasEnc.OCTETS,
                                in -> KnasEnc.from(parent(in), eea(in)).octets()),
                integrity(Input.KASME, 2)
                        .gives(
                                "knasint",
                                KnasInt.OCTETS,
                                in -> KnasInt.from(parent(in), eia(in)).octets()),
                ciphering(Input.KENB, 3)
                        .gives(
                                "krrcenc",
                                KrrcEnc.OCTETS,
                                in -> KrrcEnc.from(kenb(in), eea(in)).octets()),
                integrity(Input.KENB, 4)
                        .gives(
                                "krrcint",
                                KrrcInt.OCTETS,
                                in -> KrrcInt.from(kenb(in), eia(in)).octets()),
                ciphering(Input.KENB, 5)
                        .gives(
                                "kupenc",
                                KupEnc.OCTETS,
                                in -> KupEnc.from(kenb(in), eea(in)).octets()),
                integrity(Input.KENB, 6)
                        .gives(
                                "kupint",
                                KupInt.OCTETS,
                                in -> KupInt.from(kenb(in), eia(in)).octets()));
    }

    static List<DerivedKey> eapAkaPrime() {
        return List.of(
                DerivedKey.kdf(Fc.CK_IK_PRIME, "TS 33.402 clause A.2")
                        .of(Input.CK, Input.IK)
                        .with(Input.NETWORK_NAME, Input.SQN_XOR_AK)
                        .gives(
                                "ck_ik_prime",
                                List.of("ck_prime", "ik_prime"),
                                CkIkPrime.OCTETS,
                                EpsKeys::ckIkPrime),
                DerivedKey.other(EAP)
                        .of(Input.CK_PRIME, Input.IK_PRIME)
                        .with(Input.IDENTITY)
                        .gives("mk", Mk.OCTETS, EpsKeys::masterKey),
                DerivedKey.other(EAP)
                        .of(Input.MK)
                        .gives("k_encr", KEncr.OCTETS, in -> KEncr.from(mk(in)).octets()),
                DerivedKey.other(EAP)
                        .of(Input.MK)
                        .gives("k_aut", KAut.OCTETS, in -> KAut.from(mk(in)).octets()),
                DerivedKey.other(EAP)
                        .of(Input.MK)
                        .gives("k_re", KRe.OCTETS, in -> KRe.from(mk(in)).octets()),
                DerivedKey.other(EAP)
                        .of(Input.MK)
                        .gives("msk", Msk.OCTETS, in -> Msk.from(mk(in)).octets()),
                DerivedKey.other(EAP)
                        .of(Input.MK)
                        .gives("emsk", Emsk.OCTETS, in -> Emsk.from(mk(in)).octets()));
    }

    static List<DerivedKey> gba() {
        return List.of(
                DerivedKey.kdf(Fc.KS_NAF, "TS 33.220 clause B.3")
                        .of(Input.CK, Input.IK)
                        .with(label("gba-me"), Input.RAND, Input.IMPI, Input.NAF_ID)
                        .gives("ks_naf", KsNaf.OCTETS, EpsKeys::ksNaf),
                DerivedKey.kdf(Fc.KS_NAF, "TS 33.220 clause B.3")
                        .of(Input.CK, Input.IK)
                        .with(label("gba-u"), Input.RAND, Input.IMPI, Input.NAF_ID)
                        .gives("ks_int_naf", KsIntNaf.OCTETS, EpsKeys::ksIntNaf));
    }

    private static DerivedKey.Row ciphering(Input parent, int type) {
        return DerivedKey.kdf(Fc.ALGORITHM_KEY, ALGORITHM_KEYS)
                .of(parent)
                .with(octet(type), Input.EEA);
    }

    private static DerivedKey.Row integrity(Input parent, int type) {
        return DerivedKey.kdf(Fc.ALGORITHM_KEY, ALGORITHM_KEYS)
                .of(parent)
                .with(octet(type), Input.EIA);
    }

    private static int eea(Inputs in) {
        return in.number(Input.EEA);
    }

    private static int eia(Inputs in) {
        return in.number(Input.EIA);
    }

    private static Kasme kasme(Inputs in) {
        return Kasme.from(in.ckIk(), in.plmn(), in.octets(Input.SQN_XOR_AK));
    }

    private static Kasme parent(Inputs in) {
        return new Kasme(in.key(Input.KASME));
    }

    private static Kenb kenb(Inputs in) {
        return new Kenb(in.key(Input.KENB));
    }

    private static Nh nh(Inputs in) {
        return new Nh(in.key(Input.NH));
    }

    private static Mk mk(Inputs in) {
        return new Mk(in.key(Input.MK));
    }

    private static Secret kenbStar(Inputs in) {
        return KenbStar.from(kenb(in), in.number(Input.PCI), in.number(Input.EARFCN_DL)).octets();
    }

    private static Secret kenbStarOfNh(Inputs in) {
        return KenbStar.from(nh(in), in.number(Input.PCI), in.number(Input.EARFCN_DL)).octets();
    }

    private static Secret ckIkPrime(Inputs in) {
        String name = in.text(Input.NETWORK_NAME);
        return CkIkPrime.from(in.ckIk(), name, in.octets(Input.SQN_XOR_AK)).octets();
    }

    private static Secret masterKey(Inputs in) {
        byte[] identity = in.text(Input.IDENTITY).getBytes(StandardCharsets.UTF_8);
        return Mk.from(in.ckIkPrime(), Octets.copyOf(identity)).octets();
    }

    private static Secret ksNaf(Inputs in) {
        return KsNaf.from(in.ckIk(), rand(in), in.text(Input.IMPI), in.nafId()).octets();
    }

    private static Secret ksIntNaf(Inputs in) {
        return KsIntNaf.from(in.ckIk(), rand(in), in.text(Input.IMPI), in.nafId()).octets();
    }

    private static Rand rand(Inputs in) {
        return new Rand(in.octets(Input.RAND));
    }
}
