package dev.bestow.mme;

import dev.bestow.core.Guti;
import dev.bestow.core.Imsi;
import dev.bestow.core.Octets;
import dev.bestow.wire.nas.EsmMessage;
import dev.bestow.wire.s6a.EutranVector;

import org.jspecify.annotations.Nullable;

import java.security.MessageDigest;

/// Where one UE stands on its way through an attach. A state that stands for something proven holds
/// the proof: nobody reaches [AwaitSubscription] without a key set that a Security Mode Complete took
/// into use.
sealed interface AttachState {
    /// The keys of a run that is under way, or null.
    default @Nullable EpsSecurityContext partial() {
        return null;
    }

    /// The run that was under way, if any, is over here: its keys are wiped, its names free.
    default void endRun() {}

    /// Whose SIM has answered for it: a Security Mode Complete was right.
    default @Nullable Imsi provenFor() {
        return null;
    }

    /// A run is under way: there are keys that nothing has taken into use.
    sealed interface Challenged extends AttachState {
        AwaitVector asked();

        @Override
        EpsSecurityContext partial();

        @Override
        default void endRun() {
            asked().ueContext().endRun(partial().rand().id());
            partial().close();
        }
    }

    /// A SIM has answered for the UE context.
    sealed interface Proven extends AttachState {
        UeContext ueContext();

        @Override
        default Imsi provenFor() {
            return ueContext().imsi();
        }
    }

    /// Nothing under way; the next thing to arrive has to be an Attach Request.
    record Deregistered() implements AttachState {}

    /// The UE named itself by a GUTI nobody here knows.
    record AwaitIdentity(AttachDemand demand) implements AttachState {}

    /// The HSS has been asked.
    ///
    /// @param resynchronised whether this is already the second vector, after an AUTS
    record AwaitVector(UeContext ueContext, AttachDemand demand, boolean resynchronised)
            implements AttachState {}

    /// The UE has been challenged.
    record AwaitAuthenticationResponse(
            AwaitVector asked, EutranVector vector, EpsSecurityContext partial)
            implements Challenged {
        /// Whether RES is the one expected, in constant time.
        boolean isAnsweredBy(Octets res) {
            return MessageDigest.isEqual(vector.xres().toArray(), res.toArray());
        }
    }

    /// RES was right; the new key set is on offer but not in use.
    record AwaitSecurityModeComplete(AwaitVector asked, EpsSecurityContext partial)
            implements Challenged {}

    /// The key set is in use. The HSS is asked for the subscription and the SCEF is told.
    ///
    /// @param esm what the accept answers beside the attach
    record AwaitSubscription(UeContext ueContext, Guti guti, EsmMessage esm) implements Proven {}

    /// Accepted; the UE has to acknowledge its GUTI.
    ///
    /// @param apn of its default bearer; null for a UE that asked for none
    record AwaitAttachComplete(UeContext ueContext, @Nullable String apn) implements Proven {}

    /// Attached.
    record Registered(UeContext ueContext) implements Proven {}

    /// The HSS has withdrawn the subscriber and the UE has been told. Nothing is kept but the NAS security under
    /// which it answers.
    record AwaitDetachAccept(Imsi imsi) implements AttachState {
        @Override
        public Imsi provenFor() {
            return imsi;
        }
    }
}
