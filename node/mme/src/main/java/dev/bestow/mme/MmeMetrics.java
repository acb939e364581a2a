package dev.bestow.mme;

import dev.bestow.core.Monitoring;
import dev.bestow.link.nas.NasServerLink;

/// What an MME tells of its UEs and of the NAS link.
final class MmeMetrics {
    private MmeMetrics() {}

    static Monitoring.Timings attaches(Monitoring monitoring) {
        return monitoring.timings(
                Monitoring.Metric.of(
                        "attach_duration_seconds",
                        "From an ATTACH REQUEST that is let in to the end of the attach, by how it"
                                + " ends.",
                        "end"));
    }

    static void tell(Monitoring monitoring, Mme mme, NasServerLink link) {
        monitoring.gauge("ue_contexts", "Subscribers accepted, with a key left.", mme::ueContexts);
        monitoring.gauge(
                "attached_links",
                "Accepted subscribers that can be reached over a path.",
                mme::attachedLinks);
        monitoring.gauge(
                "unproven_links", "UEs whose attach has proven nothing yet.", mme::unprovenLinks);
        monitoring.counter(
                "unforeseen_failures",
                "Attaches given up because of something nobody foresaw; the log has why.",
                mme::unforeseenFailures);
        monitoring.counter(
                "nas_pdus_received",
                "NAS PDUs of UEs queued for a worker.",
                () -> link.counts().received());
        monitoring.counter(
                "nas_pdus_sent", "NAS PDUs handed to the socket.", () -> link.counts().sent());
        monitoring.counter(
                "nas_pdus_malformed",
                "Frames without a link id and an octet of NAS.",
                () -> link.counts().malformed());
        monitoring.counter(
                "nas_pdus_oversized",
                "NAS PDUs longer than the link takes.",
                () -> link.counts().oversized());
        monitoring.counter(
                "nas_pdus_overflowed",
                "NAS PDUs lost because their worker had no room for them.",
                () -> link.counts().overflowed());
        monitoring.counter(
                "nas_handler_failures",
                "NAS PDUs whose handler threw, which must not happen.",
                () -> link.counts().handlerFailures());
    }
}
