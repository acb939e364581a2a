package dev.bestow.mme;

import dev.bestow.wire.s6a.AuthenticationInformationAnswer;
import dev.bestow.wire.s6a.AuthenticationInformationRequest;
import dev.bestow.wire.s6a.NotifyRequest;
import dev.bestow.wire.s6a.PurgeUeAnswer;
import dev.bestow.wire.s6a.PurgeUeRequest;
import dev.bestow.wire.s6a.UpdateLocationAnswer;
import dev.bestow.wire.s6a.UpdateLocationRequest;
import dev.bestow.wire.t6a.KeyConfirm;
import dev.bestow.wire.t6a.KeyConfirmAnswer;

import java.util.function.Consumer;

/// The HSS and the SCEF as an MME sees them. No call blocks; each calls its consumer exactly once, on
/// any thread, also when the peer cannot be reached.
public interface MmePeers {
    /// AIR to the HSS.
    void authenticationInformation(
            AuthenticationInformationRequest request,
            Consumer<AuthenticationInformationAnswer> answer);

    /// ULR to the HSS.
    void updateLocation(UpdateLocationRequest request, Consumer<UpdateLocationAnswer> answer);

    /// PUR to the HSS.
    void purge(PurgeUeRequest request, Consumer<PurgeUeAnswer> answer);

    /// NOR to the HSS, which nobody waits for.
    void tell(NotifyRequest notification);

    /// Key-Confirm to the SCEF.
    void confirm(KeyConfirm confirm, Consumer<KeyConfirmAnswer> answer);
}
