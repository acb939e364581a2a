package dev.bestow.cli.aka.check;

import dev.bestow.aka.AkaAnswer;
import dev.bestow.aka.AkaFunctions;
import dev.bestow.aka.Amf;
import dev.bestow.aka.AuthenticationVector;
import dev.bestow.aka.Credentials;
import dev.bestow.aka.Milenage;
import dev.bestow.aka.Opc;
import dev.bestow.aka.Sqn;
import dev.bestow.aka.SubscriberKey;
import dev.bestow.core.Octets;
import dev.bestow.core.Rand;
import dev.bestow.core.Secret;
import dev.bestow.network.config.HexKey;

/// Sets of TS 35.207 and TS 35.208: `k`, `rand`, `sqn`, `amf`, `op` or `opc`, and any of the figures.
final class MilenageSets {
    private MilenageSets() {}

    static void compute(VectorSet set, Figures figures) {
        Rand rand = new Rand(set.octets("rand"));
        Sqn sqn = Sqn.decode(set.octets("sqn"));
        Amf amf = Amf.decode(set.octets("amf"));
        try (Credentials credentials = credentials(set, figures);
                AkaFunctions functions = credentials.functions();
                AkaAnswer answer = functions.f2345(rand);
                AuthenticationVector quintet = functions.vector(rand, sqn, amf)) {
            Octets ckIk = Octets.parseHex("CK||IK", HexKey.format(answer.ckIk().octets()));
            Octets akStar = functions.f5Star(rand);
            figures.compareIn(set, "f1", functions.f1(rand, sqn, amf));
            figures.compareIn(set, "f1star", functions.f1Star(rand, sqn, amf));
            figures.compareIn(set, "f2_res", answer.res());
            figures.compareIn(set, "f3_ck", ckIk.slice(0, 16));
            figures.compareIn(set, "f4_ik", ckIk.slice(16, 16));
            figures.compareIn(set, "f5_ak", answer.ak());
            figures.compareIn(set, "f5star_ak", akStar);
            figures.compareIn(set, "autn", quintet.autn().octets());
            String auts = sqn.concealed(akStar).hex() + functions.f1Star(rand, sqn, Amf.ZERO).hex();
            figures.compareIn(
                    set, "auts_if_sqn_ms_equals_sqn_and_amf_zero", Octets.parseHex("AUTS", auts));
        }
    }

    private static Credentials credentials(VectorSet set, Figures figures) {
        SubscriberKey k = new SubscriberKey(set.key("k"));
        if (!set.has("op")) {
            return Credentials.milenage(k, new Opc(set.key("opc")));
        }
        try (Secret op = set.key("op")) {
            Opc opc = Milenage.opc(k, op);
            figures.compareIn(set, "opc", opc.octets().use(Octets::copyOf));
            return Credentials.milenage(k, opc);
        }
    }
}
