package dev.bestow.aka;

import dev.bestow.core.Octets;
import dev.bestow.core.PlmnId;
import dev.bestow.core.Rand;
import dev.bestow.keys.CkIk;

import java.security.MessageDigest;

/// The authentication centre as pure functions: credentials in, vectors out. Which SQN is next is
/// [SqnSource]'s business. Thread-safe.
public final class AuthenticationCentre {
    private AuthenticationCentre() {}

    /// One vector for E-UTRAN (TS 33.401 clause 6.1.2). Refuses an AMF without the separation bit.
    public static EpsVector vector(
            Credentials credentials, Rand rand, Sqn sqn, Amf amf, PlmnId servingNetwork) {
        AuthenticationVector quintet = quintet(credentials, rand, sqn, amf);
        return quintet.bound(servingNetwork);
    }

    /// One quintet (TS 33.102 clause 6.3.2), for UTRAN or for an AKA over the user plane.
    public static AuthenticationVector quintet(
            Credentials credentials, Rand rand, Sqn sqn, Amf amf) {
        try (AkaFunctions functions = credentials.functions()) {
            return functions.vector(rand, sqn, amf);
        }
    }

    /// CK||IK of an AKA run that was begun before: they follow from K and RAND, whatever the SQN was.
    public static CkIk ckIk(Credentials credentials, Rand rand) {
        try (AkaFunctions functions = credentials.functions()) {
            return functions.f2345(rand).ckIk();
        }
    }

    /// Reads an AUTS with the RAND it answers: SQN_MS under AK*, then MAC-S over it with an AMF of zeros (TS
    /// 33.102 clauses 6.3.3 and 6.3.5). The comparison takes the same time wherever the octets differ.
    ///
    /// Nobody has to remember which RANDs were sent. A card makes an AUTS only after MAC-A has shown it
    /// that the RAND is this centre's, and MAC-S covers the RAND; so one that was never sent is a
    /// [AutsCheck.MacMismatch], in whichever instance and after whichever restart. A pair that was
    /// sent, repeated later, verifies and changes nothing, see [SqnSource#issueAfter].
    public static AutsCheck verify(Credentials credentials, Rand sent, Auts auts) {
        try (AkaFunctions functions = credentials.functions()) {
            Sqn sqnMs = Sqn.revealed(auts.sqnXorAkStar(), functions.f5Star(sent));
            return same(functions.f1Star(sent, sqnMs, Amf.ZERO), auts.macS())
                    ? new AutsCheck.Verified(sqnMs)
                    : new AutsCheck.MacMismatch();
        }
    }

    /// Constant-time comparison of MACs and of RES with XRES.
    public static boolean same(Octets expected, Octets received) {
        return MessageDigest.isEqual(expected.toArray(), received.toArray());
    }
}
