package dev.bestow.cli.aka;

import dev.bestow.aka.AkaAnswer;
import dev.bestow.aka.AkaFunctions;
import dev.bestow.aka.Amf;
import dev.bestow.aka.AuthenticationVector;
import dev.bestow.aka.Auts;
import dev.bestow.aka.Credentials;
import dev.bestow.aka.EpsVector;
import dev.bestow.aka.Opc;
import dev.bestow.aka.OperatorVariant;
import dev.bestow.aka.Sqn;
import dev.bestow.aka.Topc;
import dev.bestow.core.Octets;
import dev.bestow.core.PlmnId;
import dev.bestow.core.Rand;
import dev.bestow.core.Secret;
import dev.bestow.network.config.HexKey;

import org.jspecify.annotations.Nullable;

/// What the functions of one card give, name by name; keys by the names that the derived keys take.
final class VectorPrint {
    private static final int KEY_DIGITS = 32;

    private final Credentials credentials;
    private final Printout printout;

    VectorPrint(Credentials credentials, Printout printout) {
        this.credentials = credentials;
        this.printout = printout;
    }

    /// @param plmn for K_ASME, or null
    void vector(Rand rand, Sqn sqn, Amf amf, @Nullable PlmnId plmn) {
        try (AkaFunctions functions = credentials.functions();
                AkaAnswer answer = functions.f2345(rand);
                AuthenticationVector quintet = functions.vector(rand, sqn, amf)) {
            String ckIk = HexKey.format(answer.ckIk().octets());
            variant();
            printout.put("rand", rand)
                    .put("sqn", sqn)
                    .put("amf", amf)
                    .put("mac_a", quintet.autn().macA())
                    .put("res", answer.res())
                    .put("ck", ckIk.substring(0, KEY_DIGITS))
                    .put("ik", ckIk.substring(KEY_DIGITS))
                    .put("ak", answer.ak())
                    .put("sqn_xor_ak", quintet.autn().sqnXorAk())
                    .put("autn", quintet.autn());
            if (plmn != null) {
                try (EpsVector eps = quintet.bound(plmn)) {
                    printout.put("plmn", plmn).put("kasme", HexKey.format(eps.kasme().octets()));
                }
            }
        }
    }

    private void variant() {
        switch (credentials.variant()) {
            case Opc(Secret octets) -> printout.put("opc", HexKey.format(octets));
            case Topc(Secret octets) -> printout.put("topc", HexKey.format(octets));
            case OperatorVariant.None() -> {}
        }
    }

    /// MAC-S covers an AMF of zeros, whatever that of the vector was.
    void auts(Rand rand, Sqn sqnMs) {
        try (AkaFunctions functions = credentials.functions()) {
            Octets akStar = functions.f5Star(rand);
            Octets macS = functions.f1Star(rand, sqnMs, Amf.ZERO);
            printout.put("mac_s", macS)
                    .put("ak_star", akStar)
                    .put("auts", Auts.parse(sqnMs.concealed(akStar).hex() + macS.hex()));
        }
    }
}
