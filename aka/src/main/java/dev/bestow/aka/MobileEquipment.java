package dev.bestow.aka;

import dev.bestow.core.PlmnId;
import dev.bestow.core.Rand;
import dev.bestow.keys.Kasme;

/// The terminal's part in AKA around any USIM: the separation bit and K_ASME, which a USIM knows nothing of
/// (TS 33.401 clause 6.1.1), and in UTRAN and GERAN CK', IK'. Thread-safe if the USIM is.
///
/// @param usim a plain one
/// @param e2m which runs agree on e2m keys
public record MobileEquipment(Usim usim, E2mRule e2m) {
    /// Without e2m keys in UTRAN and GERAN.
    public MobileEquipment(Usim usim) {
        this(usim, new E2mRule.Never());
    }

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

    /// Answers a challenge in UTRAN or GERAN (TS 33.102 clause 6.3.3), where the separation bit means
    /// nothing.
    public UtranAnswer authenticateInUtran(Rand rand, Autn autn) {
        return switch (usim.authenticate(rand, autn)) {
            case UsimAnswer.Success(var res, var ckIk) ->
                    e2m.covers(autn.amf())
                            ? new UtranAnswer.E2mSuccess(res, E2mRule.accessKeys(ckIk, autn), ckIk)
                            : new UtranAnswer.Success(res, ckIk);
            case UsimAnswer.SynchronisationFailure(var auts) ->
                    new UtranAnswer.SynchronisationFailure(auts);
            case UsimAnswer.MacFailure() -> new UtranAnswer.MacFailure();
            case UsimAnswer.Unusable(var field, var reason) ->
                    new UtranAnswer.UsimUnusable(field, reason);
        };
    }
}
