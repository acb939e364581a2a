package dev.bestow.aka;

import dev.bestow.core.InvalidValue;
import dev.bestow.keys.AccessCkIk;
import dev.bestow.keys.CkIk;

/// Which AKA runs in UTRAN and GERAN agree on e2m keys besides access keys (#1, #2, #10). The home network
/// and the device know it; it is no part of the profile that serving nodes get. A run that an EMKS makes itself (#3)
/// never does: it has no access keys, and CK, IK are for whoever made it.
public sealed interface E2mRule {
    /// None of them.
    record Never() implements E2mRule {}

    /// Every one of this subscriber: both know from the subscription.
    record EveryRun() implements E2mRule {}

    /// An AMF bit tells, run by run.
    ///
    /// Deviation: the study wants an AMF bit and does not say which. It is one of those TS 33.102 Annex H
    /// leaves to the operator.
    ///
    /// @param amfBit 8 to 15; with 8, which is [Amf#OWN_RUN_BIT], no run in UTRAN or GERAN
    record ToldByAmf(int amfBit) implements E2mRule {
        public ToldByAmf {
            if (amfBit < 8 || amfBit > 15) {
                throw new InvalidValue(
                        "AMF bit", "needs 8 to 15, the ones that are the operator's");
            }
        }
    }

    /// Whether a run with this AMF agrees on e2m keys.
    default boolean covers(Amf amf) {
        return !amf.ownRun()
                && switch (this) {
                    case Never() -> false;
                    case EveryRun() -> true;
                    case ToldByAmf(int amfBit) -> amf.bit(amfBit);
                };
    }

    /// What the access network gets from a run that agrees on e2m keys. To it they are CK||IK.
    static CkIk accessKeys(CkIk ckIk, Autn autn) {
        return new CkIk(AccessCkIk.from(ckIk, autn.sqnXorAk()).octets());
    }
}
