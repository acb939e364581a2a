package dev.bestow.aka;

import dev.bestow.core.PlmnId;
import dev.bestow.core.Rand;
import dev.bestow.keys.Kasme;

/// The terminal's part in EPS AKA around any USIM: the separation bit and K_ASME, which a USIM knows
/// nothing of (TS 33.401 clause 6.1.1). Thread-safe if the USIM is.
public record MobileEquipment(Usim usim) {
    /// Answers a challenge of the network `servingNetwork`, the one the UE has selected itself and
    /// not one a message names.
    ///
    /// The separation bit is looked at first, so that a vector stolen from UTRAN does not even spend
    /// an SQN of the card.
    public EpsAnswer authenticate(Rand rand, Autn autn, PlmnId servingNetwork) {
        if (!autn.amf().separationBit()) {
            return new EpsAnswer.SeparationBitClear();
        }
        return switch (usim.authenticate(rand, autn)) {
            case UsimAnswer.Success(var res, var ckIk) ->
                    new EpsAnswer.Success(
                            res, ckIk, Kasme.from(ckIk, servingNetwork, autn.sqnXorAk()));
            case UsimAnswer.SynchronisationFailure(var auts) ->
                    new EpsAnswer.SynchronisationFailure(auts);
            case UsimAnswer.MacFailure() -> new EpsAnswer.MacFailure();
            case UsimAnswer.Unusable(var field, var reason) ->
                    new EpsAnswer.UsimUnusable(field, reason);
        };
    }
}
