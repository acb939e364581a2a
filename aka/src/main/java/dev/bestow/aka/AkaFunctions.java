package dev.bestow.aka;

import dev.bestow.core.Octets;
import dev.bestow.core.Rand;

/// The functions f1 to f5* of TS 33.102 clause 6.3 under one subscriber's keys. Holds key material
/// until closed. Not thread-safe: one caller at a time.
public sealed interface AkaFunctions extends AutoCloseable
        permits MilenageFunctions, TuakFunctions, XorFunctions {
    /// f1: MAC-A, 8 octets; authenticates the network.
    Octets f1(Rand rand, Sqn sqn, Amf amf);

    /// f1*: MAC-S, 8 octets; authenticates a re-synchronisation, with an AMF of zeros.
    Octets f1Star(Rand rand, Sqn sqn, Amf amf);

    /// f2 to f5: RES, CK, IK and AK.
    AkaAnswer f2345(Rand rand);

    /// f5*: the AK of a re-synchronisation, 6 octets.
    Octets f5Star(Rand rand);

    /// All of f1 to f5 at once: one quintet.
    default AuthenticationVector vector(Rand rand, Sqn sqn, Amf amf) {
        AkaAnswer answer = f2345(rand);
        Autn autn = Autn.of(sqn.concealed(answer.ak()), amf, f1(rand, sqn, amf));
        return new AuthenticationVector(rand, answer.res(), answer.ckIk(), autn);
    }

    /// Wipes what is in reach.
    @Override
    void close();
}
