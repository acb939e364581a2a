package dev.bestow.usim;

import dev.bestow.aka.Amf;
import dev.bestow.aka.Credentials;
import dev.bestow.aka.Opc;
import dev.bestow.aka.Sqn;
import dev.bestow.aka.SubscriberKey;
import dev.bestow.core.Octets;
import dev.bestow.core.Secret;

/// What a card is given once.
///
/// @param k 16 octets
/// @param opc 16 octets
/// @param start SEQ of every IND
/// @param e2mBit of AMF; zero when every run agrees on e2m keys
public record Personalisation(Octets k, Octets opc, Sqn start, Amf e2mBit) {
    /// From SQN zero on, every run agreeing on e2m keys.
    public static Personalisation of(Octets k, Octets opc) {
        return new Personalisation(k, opc, new Sqn(0), Amf.ZERO);
    }

    /// PERSONALISE.
    public Octets command() {
        String data = k.hex() + opc.hex() + start + e2mBit;
        return Octets.parseHex("PERSONALISE", "80d6000028" + data);
    }

    /// The same keys for the other end.
    public Credentials credentials() {
        return Credentials.milenage(
                new SubscriberKey(Secret.taking(k.toArray())),
                new Opc(Secret.taking(opc.toArray())));
    }
}
