package dev.bestow.ue.card;

import dev.bestow.aka.E2mAnswer;
import dev.bestow.core.Rand;
import dev.bestow.core.Secret;
import dev.bestow.keys.E2mKeySet;

/// What GET E2M KEY SET is answered with, 48 octets; our own, see [CommandApdu]:
///
/// ```
/// RAND 16 | ciphering key 16 | integrity key 16    9000
/// -                                                6A88  no run yet
/// ```
final class E2mKeySetResponse {
    static final int OCTETS = Rand.OCTETS + E2mKeySet.OCTETS;

    private E2mKeySetResponse() {}

    /// Never throws, whatever the card sends.
    static E2mAnswer decode(ResponseApdu response) {
        return switch (response.status()) {
            case StatusWord.OK -> data(response);
            case StatusWord.NOT_FOUND -> new E2mAnswer.NoneHeld();
            default -> new E2mAnswer.Unusable("USIM", StatusWord.inWords(response.status()));
        };
    }

    private static E2mAnswer data(ResponseApdu response) {
        try {
            Rand rand = new Rand(response.octets("RAND", Rand.OCTETS));
            Secret keySet = response.secret("the key set", E2mKeySet.OCTETS);
            if (response.left() != 0) {
                keySet.close();
            }
            response.end();
            return new E2mAnswer.Held(rand, new E2mKeySet(keySet));
        } catch (ResponseApdu.Misfit misfit) {
            return new E2mAnswer.Unusable("E2M KEY SET response", misfit.reason());
        }
    }
}
