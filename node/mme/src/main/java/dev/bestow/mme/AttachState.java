package dev.bestow.mme;

import dev.bestow.core.Guti;
import dev.bestow.core.Imsi;
import dev.bestow.core.Octets;
import dev.bestow.wire.nas.UeSecurityCapability;
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
        UeContext ueContext();

        @Override
        EpsSecurityContext partial();

        @Override
        default void endRun() {
            ueContext().endRun(partial().rand().id());
            partial().close();
        }
    }

    /// The challenge is with the UE.
    sealed interface AwaitRes extends Challenged {
        EutranVector vector();

        /// Whether RES is the one expected, in constant time.
        default boolean isAnsweredBy(Octets res) {
            return MessageDigest.isEqual(vector().xres().toArray(), res.toArray());
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
            implements AwaitRes {
        @Override
        public UeContext ueContext() {
            return asked.ueContext();
        }
    }

    /// RES was right; the new key set is on offer but not in use.
    record AwaitSecurityModeComplete(AwaitVector asked, EpsSecurityContext partial)
            implements Challenged {
        @Override
        public UeContext ueContext() {
            return asked.ueContext();
        }
    }

    /// The key set is in use. The HSS is asked for the subscription and the SCEF is told.
    record AwaitSubscription(UeContext ueContext, Guti guti, AttachDemand demand)
            implements Proven {}

    /// Accepted; the UE has to acknowledge its GUTI.
    ///
    /// @param apn of its default bearer; null for a UE that asked for none
    record AwaitAttachComplete(Registered registered, @Nullable String apn) implements Proven {
        @Override
        public UeContext ueContext() {
            return registered.ueContext();
        }
    }

    /// Attached.
    ///
    /// @param capability what a Security Mode Command replays to the UE
    record Registered(UeContext ueContext, UeSecurityCapability capability) implements Proven {}

    /// Registered, and a new AKA run is under way ([Reauthentication]). What fails leads back to `registered`, on
    /// the keys in use.
    sealed interface Reauthenticating extends Proven {
        Registered registered();

        @Override
        default UeContext ueContext() {
            return registered().ueContext();
        }
    }

    /// The HSS has been asked for another vector.
    ///
    /// @param resynchronised whether this is already the second one, after an AUTS
    record AwaitFreshVector(Registered registered, boolean resynchronised)
            implements Reauthenticating {}

    /// The UE has been challenged, under the keys in use.
    record AwaitFreshResponse(
            AwaitFreshVector asked, EutranVector vector, EpsSecurityContext partial)
            implements Reauthenticating, AwaitRes {
        @Override
        public Registered registered() {
            return asked.registered();
        }

        @Override
        public UeContext ueContext() {
            return registered().ueContext();
        }
    }

    /// RES was right; the new key set is on offer beside the one in use.
    record AwaitFreshSecurityMode(Registered registered, EpsSecurityContext partial)
            implements Reauthenticating, Challenged {
        @Override
        public UeContext ueContext() {
            return registered.ueContext();
        }
    }

    /// The new key set is in use and has a GUTI of its own, and the SCEF is told both.
    record AwaitConfirmation(Registered registered, Guti guti) implements Reauthenticating {}

    /// The UE has to acknowledge that GUTI.
    record AwaitGutiReallocation(Registered registered) implements Reauthenticating {}

    /// The HSS has withdrawn the subscriber and the UE has been told. Nothing is kept but the NAS security under
    /// which it answers.
    record AwaitDetachAccept(Imsi imsi) implements AttachState {
        @Override
        public Imsi provenFor() {
            return imsi;
        }
    }
}
