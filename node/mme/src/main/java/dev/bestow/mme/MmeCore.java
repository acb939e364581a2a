package dev.bestow.mme;

import dev.bestow.core.Clock;
import dev.bestow.core.Guti;
import dev.bestow.core.Imsi;
import dev.bestow.core.Monitoring;
import dev.bestow.core.Timers;
import dev.bestow.wire.nas.AccessPointName;
import dev.bestow.wire.nas.ActivateDefaultEpsBearerContextRequest;
import dev.bestow.wire.nas.AttachAccept;
import dev.bestow.wire.nas.EpsMobileIdentity;
import dev.bestow.wire.nas.EsmDummyMessage;
import dev.bestow.wire.nas.EsmMessage;
import dev.bestow.wire.nas.GprsTimer;
import dev.bestow.wire.nas.PdnAddress;
import dev.bestow.wire.nas.Tai;
import dev.bestow.wire.nas.TaiList;
import dev.bestow.wire.s6a.AuthenticationInformationRequest;
import dev.bestow.wire.s6a.ResynchronizationInfo;
import dev.bestow.wire.s6a.SubscriptionData;
import dev.bestow.wire.t6a.KeyConfirm;

import org.jspecify.annotations.Nullable;

import java.util.function.Supplier;

/// What every attach of one MME shares.
///
/// @param configs how the MME behaves at this moment
/// @param attaches how long each takes, by how it ends
record MmeCore(
        Supplier<MmeConfig> configs,
        UeContexts ueContexts,
        MmePeers peers,
        Clock clock,
        Timers timers,
        AttachFailures failures,
        Monitoring.Timings attaches) {
    /// The first EPS bearer identity there is.
    private static final int DEFAULT_BEARER = 5;

    /// Best effort.
    private static final int QCI = 9;

    /// Deviation: there is no radio, hence one tracking area for the whole network.
    private static final int TRACKING_AREA_CODE = 1;

    /// T3412: a meter that reports hourly needs no tracking area update between its reports.
    private static final GprsTimer PERIODIC_UPDATE = GprsTimer.ofSeconds(3_600);

    /// Nobody watches.
    MmeCore(MmeConfig config, UeContexts ueContexts, MmePeers peers, Clock clock, Timers timers) {
        this(
                () -> config,
                ueContexts,
                peers,
                clock,
                timers,
                new AttachFailures(clock),
                Monitoring.Timings.NONE);
    }

    /// How the MME behaves.
    MmeConfig config() {
        return configs.get();
    }

    /// Attach Accept with a GUTI and the answer to what came with the request: a default bearer without IP,
    /// under the transaction of who asked for it, or no bearer (TS 24.301 clauses 5.5.1.2.4 and 6.4.1.2).
    AttachAccept acceptance(Guti guti, String apn, EsmMessage asked) {
        EsmMessage answer =
                asked instanceof EsmDummyMessage
                        ? asked
                        : new ActivateDefaultEpsBearerContextRequest(
                                DEFAULT_BEARER,
                                asked.pti(),
                                QCI,
                                new AccessPointName(apn),
                                PdnAddress.NON_IP);
        return new AttachAccept(
                false,
                PERIODIC_UPDATE,
                TaiList.of(new Tai(config().plmn(), TRACKING_AREA_CODE)),
                answer,
                guti);
    }

    /// Who names itself so, or null when nobody here knows.
    @Nullable Imsi imsi(EpsMobileIdentity identity) {
        return switch (identity) {
            case EpsMobileIdentity.OfImsi(Imsi imsi) -> imsi;
            case EpsMobileIdentity.OfGuti(Guti guti) -> {
                UeContext known = ueContexts.find(guti);
                yield known == null ? null : known.imsi();
            }
            case EpsMobileIdentity.OfImei _ -> null;
        };
    }

    /// AIR for one vector.
    ///
    /// @param resynchronization what the card said of the last one, or null
    AuthenticationInformationRequest vectorRequest(
            Imsi imsi, @Nullable ResynchronizationInfo resynchronization) {
        return new AuthenticationInformationRequest(
                imsi, config().plmn(), 1, resynchronization, !config().plan().isEmpty());
    }

    /// A Security Mode Complete took `context` into use, under a new GUTI; the superseded one still names the UE
    /// until its grace time is over. Null when this MME has stopped.
    UeContexts.@Nullable Activated activate(UeContext ueContext, EpsSecurityContext context) {
        KeySet keySet = context.keySet(config().plan().all());
        var activated = ueContexts.activate(ueContext, keySet, clock.nowMs());
        if (activated == null) {
            keySet.close();
            return null;
        }
        Guti superseded = activated.superseded();
        if (superseded != null) {
            forgetAfter(config().limits().graceMs(), superseded, activated.ueContext());
        }
        return activated;
    }

    /// Says that the key set of this run is in use under that GUTI.
    KeyConfirm confirmation(Imsi imsi, EpsSecurityContext current, Guti guti) {
        return new KeyConfirm(
                imsi,
                current.rand(),
                guti,
                current.eksi(),
                config().restartCount(),
                ueContexts.nextSerial());
    }

    /// The subscription came from the HSS.
    void subscribe(UeContext ueContext, SubscriptionData subscription) {
        ueContext.subscribe(subscription);
        ueContexts.changed();
    }

    /// The GUTI stops naming the UE context then.
    void forgetAfter(long delayMs, Guti superseded, UeContext ueContext) {
        timers.after(delayMs, () -> ueContexts.forget(superseded, ueContext));
    }
}
