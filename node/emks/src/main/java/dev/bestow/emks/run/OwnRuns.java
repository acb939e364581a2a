package dev.bestow.emks.run;

import dev.bestow.core.Counts;
import dev.bestow.core.Entropy;
import dev.bestow.core.Imsi;
import dev.bestow.core.LogThrottle;
import dev.bestow.core.Monitoring.Metric;
import dev.bestow.core.PlmnId;
import dev.bestow.core.Ports;
import dev.bestow.link.coap.EapMethod;
import dev.bestow.wire.s6a.ResynchronizationInfo;
import dev.bestow.wire.s6a.emks.UtranAuthenticationInformationAnswer;
import dev.bestow.wire.s6a.emks.UtranAuthenticationInformationRequest;
import dev.bestow.wire.s6t.KeyPush;

import org.jspecify.annotations.Nullable;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/// AKA runs of this EMKS's own with devices, whatever network they come from (TR 33.863 solution 3): EAP-AKA, with
/// vectors of the HSS. RES proves the key.
///
/// Anybody can begin a run in a subscriber's name, and each takes a vector. The vectors are of the EMKS's slice of
/// SQNs, so that those for network access stay fresh; and they are few, see [SubscriberRuns].
public final class OwnRuns implements EapMethod {
    private static final Logger LOG = System.getLogger(OwnRuns.class.getName());

    private final PlmnId network;
    private final VectorSource hss;
    private final AgreedKeys keys;
    private final Entropy entropy;
    private final SubscriberRuns underWay;
    private final Counts<RunEnd> counts = new Counts<>(RunEnd.class);
    private final Map<RunEnd, LogThrottle> told = new EnumMap<>(RunEnd.class);

    /// @param network the home network of its subscribers
    public OwnRuns(PlmnId network, VectorSource hss, AgreedKeys keys, Ports ports) {
        this.network = network;
        this.hss = hss;
        this.keys = keys;
        entropy = ports.entropy();
        underWay = new SubscriberRuns(ports.clock());
        for (RunEnd end : RunEnd.values()) {
            told.put(end, new LogThrottle(ports.clock()));
        }
        ports.monitoring()
                .counter(
                        Metric.of(
                                "own_run_ends",
                                "AKA runs with devices, by what they came to.",
                                "outcome"),
                        counts::each);
    }

    @Override
    public Conversation begin(InetAddress address) {
        return new EapAkaServer(new Run(address), entropy.nextInt() & 0xff);
    }

    /// What one run needs of those around it.
    final class Run {
        private final InetAddress address;

        private Run(InetAddress address) {
            this.address = address;
        }

        boolean mayBegin(Imsi imsi) {
            return underWay.begin(imsi);
        }

        @Nullable UtranAuthenticationInformationAnswer vector(
                Imsi imsi, @Nullable ResynchronizationInfo resynchronization) {
            return hss.ask(
                    new UtranAuthenticationInformationRequest(imsi, network, resynchronization));
        }

        boolean keep(KeyPush key) {
            return keys.keep(key);
        }

        /// To be called once.
        ///
        /// @param imsi null where it is not known
        void ended(RunEnd end, @Nullable Imsi imsi) {
            counts.count(end);
            if (end == RunEnd.AGREED && imsi != null) {
                underWay.succeeded(imsi);
            } else {
                tell(end, imsi);
            }
        }

        private void tell(RunEnd end, @Nullable Imsi imsi) {
            Objects.requireNonNull(told.get(end), "all are there")
                    .happened(times ->
                            LOG.log(
                                    Level.WARNING,
                                    "an AKA run with {0} at {1} failed: {2} ({3} since told last)",
                                    imsi == null ? "somebody" : imsi,
                                    address.getHostAddress(),
                                    end.words(),
                                    Long.toString(times)));
        }
    }
}
