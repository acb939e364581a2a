package dev.bestow.ue.card;

import dev.bestow.aka.Auts;
import dev.bestow.aka.UsimAnswer;
import dev.bestow.core.Octets;
import dev.bestow.core.Secret;
import dev.bestow.keys.CkIk;

/// What AUTHENTICATE in the 3G/EPS context is answered with (TS 31.102 clause 7.1.2.1):
///
/// ```
/// DB | L | RES 4 to 16 | 10 | CK 16 | 10 | IK 16 [ | 08 | Kc 8 ]   9000
/// DC | 0E | AUTS 14                                                9000
/// -                                                                9862  the MAC is wrong
/// ```
///
/// Kc, for GSM access, is passed over.
final class AuthenticateResponse {
    private static final String FIELD = "AUTHENTICATE response";
    private static final int SUCCESS = 0xdb;
    private static final int SYNCHRONISATION_FAILURE = 0xdc;
    private static final int RES_MIN_OCTETS = 4;
    private static final int RES_MAX_OCTETS = 16;
    private static final int KEY_OCTETS = 16;
    private static final int KC_OCTETS = 8;

    private AuthenticateResponse() {}

    /// Never throws, whatever the card sends.
    static UsimAnswer decode(ResponseApdu response) {
        return switch (response.status()) {
            case StatusWord.OK -> data(response);
            case StatusWord.MAC_FAILURE -> new UsimAnswer.MacFailure();
            default -> new UsimAnswer.Unusable("USIM", StatusWord.inWords(response.status()));
        };
    }

    private static UsimAnswer data(ResponseApdu response) {
        try {
            int tag = response.octet("its tag");
            return switch (tag) {
                case SUCCESS -> success(response);
                case SYNCHRONISATION_FAILURE -> synchronisationFailure(response);
                default -> throw new ResponseApdu.Misfit("begins with neither DB nor DC");
            };
        } catch (ResponseApdu.Misfit misfit) {
            return new UsimAnswer.Unusable(FIELD, misfit.reason());
        }
    }

    private static UsimAnswer success(ResponseApdu response) throws ResponseApdu.Misfit {
        int length = response.octet("the length of RES");
        if (length < RES_MIN_OCTETS || length > RES_MAX_OCTETS) {
            throw new ResponseApdu.Misfit("has RES of " + length + " octets, needs 4 to 16");
        }
        Octets res = response.octets("RES", length);
        response.expect("CK", KEY_OCTETS);
        try (Secret ck = response.secret("CK", KEY_OCTETS)) {
            response.expect("IK", KEY_OCTETS);
            try (Secret ik = response.secret("IK", KEY_OCTETS)) {
                if (response.left() != 0) {
                    response.expect("Kc", KC_OCTETS);
                    response.secret("Kc", KC_OCTETS).close();
                }
                response.end();
                return new UsimAnswer.Success(res, ckIk(ck, ik));
            }
        }
    }

    private static CkIk ckIk(Secret ck, Secret ik) {
        byte[] both = new byte[CkIk.OCTETS];
        var buffer = java.nio.ByteBuffer.wrap(both);
        ck.writeTo(buffer);
        ik.writeTo(buffer);
        return new CkIk(Secret.taking(both));
    }

    private static UsimAnswer synchronisationFailure(ResponseApdu response)
            throws ResponseApdu.Misfit {
        response.expect("AUTS", Auts.OCTETS);
        Auts auts = new Auts(response.octets("AUTS", Auts.OCTETS));
        response.end();
        return new UsimAnswer.SynchronisationFailure(auts);
    }
}
