package dev.bestow.mme;

import dev.bestow.core.Clock;
import dev.bestow.core.Guti;
import dev.bestow.core.Timers;
import dev.bestow.wire.nas.AccessPointName;
import dev.bestow.wire.nas.ActivateDefaultEpsBearerContextRequest;
import dev.bestow.wire.nas.AttachAccept;
import dev.bestow.wire.nas.GprsTimer;
import dev.bestow.wire.nas.PdnAddress;
import dev.bestow.wire.nas.Tai;
import dev.bestow.wire.nas.TaiList;
import dev.bestow.wire.s6a.SubscriptionData;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// What every attach of one MME shares.
record MmeCore(
        MmeConfig config, Registrations registrations, MmePeers peers, Clock clock, Timers timers) {
    /// The first EPS bearer identity there is.
    private static final int DEFAULT_BEARER = 5;

    /// The PDN connectivity request that came with the Attach Request.
    private static final int TRANSACTION = 1;

    /// Best effort.
    private static final int QCI = 9;

    /// Deviation: there is no radio, hence one tracking area for the whole network.
    private static final int TRACKING_AREA_CODE = 1;

    /// T3412: a meter that reports hourly needs no tracking area update between its reports.
    private static final GprsTimer PERIODIC_UPDATE = GprsTimer.ofSeconds(3_600);

    /// Attach Accept with a GUTI and a default bearer without IP.
    AttachAccept acceptance(Guti guti, String apn) {
        var bearer =
                new ActivateDefaultEpsBearerContextRequest(
                        DEFAULT_BEARER,
                        TRANSACTION,
                        QCI,
                        new AccessPointName(apn),
                        PdnAddress.NON_IP);
        return new AttachAccept(
                false,
                PERIODIC_UPDATE,
                TaiList.of(new Tai(config.plmn(), TRACKING_AREA_CODE)),
                bearer,
                guti);
    }

    /// A Security Mode Complete took `context` into use. Returns the UE's new GUTI; the superseded one still
    /// names it until its grace time is over. Null when this MME has stopped.
    @Nullable Guti activate(Registration registration, EpsSecurityContext context) {
        Guti guti = registrations.allocate(registration);
        Guti superseded = registration.guti();
        List<Guti> overtaken = registration.overtakenGutis();
        Generation generation = context.generation(config.profile());
        long graceMs = config.limits().graceMs();
        if (!registration.activate(generation, guti, clock.nowMs(), graceMs)) {
            return null;
        }
        registrations.changed();
        if (!overtaken.isEmpty()) {
            overtaken.forEach(old -> registrations.forget(old, registration));
        } else if (superseded != null) {
            forgetAfter(graceMs, superseded, registration);
        }
        return guti;
    }

    /// The subscription came from the HSS.
    void subscribe(Registration registration, SubscriptionData subscription) {
        registration.subscribe(subscription);
        registrations.changed();
    }

    /// The GUTI stops naming the registration then.
    void forgetAfter(long delayMs, Guti superseded, Registration registration) {
        timers.after(delayMs, () -> registrations.forget(superseded, registration));
    }
}
