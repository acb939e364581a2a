package dev.bestow.mme;

import dev.bestow.core.Eksi;
import dev.bestow.wire.nas.AttachRequest;
import dev.bestow.wire.nas.EsmMessage;
import dev.bestow.wire.nas.NasAlgorithms;
import dev.bestow.wire.nas.SecurityModeCommand;
import dev.bestow.wire.nas.UeSecurityCapability;

/// What an ATTACH REQUEST leaves to be answered later.
///
/// @param capability what Security Mode replays to the UE
/// @param esm the session management message that came with it, to be answered under its transaction
record AttachDemand(UeSecurityCapability capability, EsmMessage esm) {
    static AttachDemand of(AttachRequest request) {
        return new AttachDemand(
                request.capability().securityCapability(request.gprs()), request.esm());
    }

    SecurityModeCommand securityMode(NasAlgorithms algorithms, Eksi eksi) {
        return new SecurityModeCommand(algorithms, eksi, capability, false);
    }
}
