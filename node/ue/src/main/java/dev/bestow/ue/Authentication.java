package dev.bestow.ue;

import dev.bestow.aka.Autn;
import dev.bestow.aka.EpsAnswer;
import dev.bestow.aka.MobileEquipment;
import dev.bestow.aka.UsimGone;
import dev.bestow.core.Eksi;
import dev.bestow.wire.nas.AuthenticationFailure;
import dev.bestow.wire.nas.AuthenticationRequest;
import dev.bestow.wire.nas.AuthenticationResponse;
import dev.bestow.wire.nas.EmmCause;
import dev.bestow.wire.nas.SecurityModeCommand;
import dev.bestow.wire.nas.UeNetworkCapability;

import org.jspecify.annotations.Nullable;

/// The UE's half of an AKA run, in an attach and in one that the network begins later: what the card says to the
/// challenge (TS 24.301 clause 5.4.2), and whether the keys may be taken into use (clause 5.4.3). Only the card
/// may block.
final class Authentication {
    static final UeNetworkCapability CAPABILITY = UeNetworkCapability.BESTOW;

    private final UeConfig config;
    private final MobileEquipment equipment;
    private final NasChannel channel;

    Authentication(UeConfig config, MobileEquipment equipment, NasChannel channel) {
        this.config = config;
        this.equipment = equipment;
        this.channel = channel;
    }

    /// What became of a challenge.
    sealed interface Outcome {
        /// The card believes the network; RES is to be sent.
        record Believed(AttachState.Challenge challenge) implements Outcome {}

        /// The network has been told why not.
        record Refused() implements Outcome {}

        /// Nothing was sent.
        record UsimUnusable(String field, String reason) implements Outcome {}
    }

    Outcome challenged(AuthenticationRequest request) {
        return switch (answer(request)) {
            case EpsAnswer.Success(var res, var ckIk, var kasme) -> {
                var partial = EpsContext.of(request.eksi(), request.rand(), kasme, ckIk);
                ckIk.octets().close();
                yield new Outcome.Believed(new AttachState.Challenge(partial, request.rand(), res));
            }
            case EpsAnswer.SynchronisationFailure(var auts) ->
                    refused(new AuthenticationFailure(EmmCause.SYNCH_FAILURE, auts.octets()));
            case EpsAnswer.MacFailure() ->
                    refused(new AuthenticationFailure(EmmCause.MAC_FAILURE, null));
            case EpsAnswer.SeparationBitClear() ->
                    refused(
                            new AuthenticationFailure(
                                    EmmCause.NON_EPS_AUTHENTICATION_UNACCEPTABLE, null));
            case EpsAnswer.UsimUnusable(var field, var reason) ->
                    new Outcome.UsimUnusable(field, reason);
        };
    }

    private EpsAnswer answer(AuthenticationRequest request) {
        try {
            return equipment.authenticate(request.rand(), new Autn(request.autn()), config.plmn());
        } catch (UsimGone gone) {
            return new EpsAnswer.UsimUnusable("USIM", gone.reason());
        }
    }

    private Outcome refused(AuthenticationFailure failure) {
        channel.send(failure);
        return new Outcome.Refused();
    }

    void respond(AttachState.Challenge challenge) {
        channel.send(new AuthenticationResponse(challenge.res()));
    }

    /// Why the key set cannot be taken into use, or null (TS 24.301 clause 5.4.3.5). The eKSI may have come first in
    /// an AUTHENTICATION REQUEST that nothing protects, and names the key from now on, together with the GUTI: it
    /// has to be the one the network means, and not that of the key before.
    ///
    /// @param before of the key before, or null
    static @Nullable EmmCause objection(
            SecurityModeCommand command, EpsContext partial, @Nullable Eksi before) {
        boolean biddingDown = !command.replayed().equals(CAPABILITY.securityCapability());
        if (biddingDown || !CAPABILITY.supports(command.algorithms())) {
            return EmmCause.SECURITY_CAPABILITIES_MISMATCH;
        }
        boolean meant = command.eksi().equals(partial.eksi());
        return meant && !partial.eksi().equals(before) ? null : EmmCause.SECURITY_MODE_REJECTED;
    }
}
