package dev.bestow.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestow.aka.Autn;
import dev.bestow.aka.Usim;
import dev.bestow.aka.UsimAnswer;
import dev.bestow.cli.lab.LabNodes;
import dev.bestow.core.Imsi;
import dev.bestow.core.Rand;
import dev.bestow.keys.CkIk;
import dev.bestow.wire.diameter.AvpCursor;
import dev.bestow.wire.diameter.DiameterMessage;
import dev.bestow.wire.diameter.Result;
import dev.bestow.wire.diameter.TgppAvps;
import dev.bestow.wire.s6a.S6aAvps;

import java.util.Objects;

/// What a [PublicMme] gets for one attach and passes on to the device.
record PublicVector(Rand rand, Autn autn) {
    private static final String IMEISV = "3569380356438091";

    /// A fresh one.
    static PublicVector ask(PublicMme mme, Imsi imsi) {
        DiameterMessage aia = mme.askVector(imsi, LabNodes.PLMN);
        assertThat(Result.from(aia)).isEqualTo(Result.SUCCESS);
        AvpCursor info = Objects.requireNonNull(aia.find(S6aAvps.AUTHENTICATION_INFO)).group();
        AvpCursor vector = found(info, S6aAvps.E_UTRAN_VECTOR.code()).group();
        Rand rand = new Rand(found(vector, TgppAvps.RAND.code()).octets(Rand.OCTETS));
        return new PublicVector(rand, new Autn(found(vector, S6aAvps.AUTN.code()).octets(16)));
    }

    /// What comes after it, when the device accepts it.
    static void updateLocation(PublicMme mme, Imsi imsi) {
        DiameterMessage ula = mme.updateLocation(imsi, LabNodes.PLMN, IMEISV);
        assertThat(Result.from(ula)).isEqualTo(Result.SUCCESS);
    }

    /// The next AVP of that code.
    private static AvpCursor found(AvpCursor avps, int code) {
        while (avps.next()) {
            if (avps.code() == code) {
                return avps;
            }
        }
        throw new AssertionError("no AVP " + code);
    }

    /// What the card leaves in the device's hand.
    CkIk accepted(Usim usim) {
        return switch (usim.authenticate(rand, autn)) {
            case UsimAnswer.Success success -> success.ckIk();
            case UsimAnswer refused -> throw new AssertionError("the card says " + refused);
        };
    }
}
