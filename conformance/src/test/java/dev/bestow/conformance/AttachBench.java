package dev.bestow.conformance;

import static dev.bestow.conformance.WorkedJourney.AS;
import static dev.bestow.conformance.WorkedJourney.CARD;
import static dev.bestow.conformance.WorkedJourney.CHANCE;
import static dev.bestow.conformance.WorkedJourney.CLOCK;
import static dev.bestow.conformance.WorkedJourney.EXTERNAL;
import static dev.bestow.conformance.WorkedJourney.GUTI;
import static dev.bestow.conformance.WorkedJourney.NAS;
import static dev.bestow.conformance.WorkedJourney.PLMN;
import static dev.bestow.conformance.WorkedJourney.RAND;
import static dev.bestow.conformance.WorkedJourney.card;

import dev.bestow.aka.Usim;
import dev.bestow.core.Imsi;
import dev.bestow.core.Octets;
import dev.bestow.core.Timers;
import dev.bestow.core.subscription.AccessProfile;
import dev.bestow.keys.Kasme;
import dev.bestow.keys.solution.SolutionPlan;
import dev.bestow.keys.solution.SolutionTable;
import dev.bestow.link.nas.NasPath;
import dev.bestow.mme.Mme;
import dev.bestow.mme.MmeConfig;
import dev.bestow.mme.MmePeers;
import dev.bestow.session.ua.KAppObserver;
import dev.bestow.ue.AttachOutcome;
import dev.bestow.ue.Device;
import dev.bestow.ue.UdpTransport;
import dev.bestow.ue.UeConfig;
import dev.bestow.wire.nas.NasTap;
import dev.bestow.wire.s6a.AuthenticationInformationAnswer;
import dev.bestow.wire.s6a.AuthenticationInformationRequest;
import dev.bestow.wire.s6a.EutranVector;
import dev.bestow.wire.s6a.NotifyRequest;
import dev.bestow.wire.s6a.PurgeUeAnswer;
import dev.bestow.wire.s6a.PurgeUeRequest;
import dev.bestow.wire.s6a.SecurityPolicy;
import dev.bestow.wire.s6a.SubscriptionData;
import dev.bestow.wire.s6a.UpdateLocationAnswer;
import dev.bestow.wire.s6a.UpdateLocationRequest;
import dev.bestow.wire.t6a.KeyConfirm;
import dev.bestow.wire.t6a.KeyConfirmAnswer;

import org.jspecify.annotations.Nullable;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// The device and the MME of the worked journey on a bench: no sockets, PDUs pass one at a time and
/// are kept, the HSS always has the one vector of the worked example. This [Mme] is a unit under test, made here: no
/// node, which would have sockets, a folder and neighbours.
final class AttachBench {
    /// Timers that nobody needs, because nothing gets lost.
    private static final Timers NEVER = (_, _) -> () -> {};

    /// Peers that have one vector and one subscription.
    static final class Peers implements MmePeers {
        private final SubscriptionData subscription;
        private final List<AuthenticationInformationRequest> asked = new ArrayList<>();
        private Predicate<Imsi> known = _ -> true;
        private @Nullable KeyConfirm confirmed;

        Peers(SubscriptionData subscription) {
            this.subscription = subscription;
        }

        @Override
        public void authenticationInformation(
                AuthenticationInformationRequest request,
                Consumer<AuthenticationInformationAnswer> answer) {
            asked.add(request);
            answer.accept(
                    known.test(request.imsi())
                            ? new AuthenticationInformationAnswer.Success(List.of(vector()))
                            : new AuthenticationInformationAnswer.UserUnknown());
        }

        @Override
        public void updateLocation(
                UpdateLocationRequest request, Consumer<UpdateLocationAnswer> answer) {
            answer.accept(new UpdateLocationAnswer.Success(subscription));
        }

        @Override
        public void purge(PurgeUeRequest request, Consumer<PurgeUeAnswer> answer) {}

        @Override
        public void tell(NotifyRequest notification) {}

        @Override
        public void confirm(KeyConfirm confirm, Consumer<KeyConfirmAnswer> answer) {
            confirmed = confirm;
            answer.accept(new KeyConfirmAnswer.Accepted());
        }

        /// Each with keys of its own, which the MME wipes.
        private static EutranVector vector() {
            return new EutranVector(
                    1,
                    RAND,
                    NAS.octets("res"),
                    NAS.octets("autn"),
                    new Kasme(NAS.secret("kasme")),
                    null);
        }

        /// The HSS knows these, instead of everybody.
        void know(Predicate<Imsi> subscribers) {
            known = subscribers;
        }

        List<AuthenticationInformationRequest> asked() {
            return asked;
        }

        @Nullable KeyConfirm confirmed() {
            return confirmed;
        }
    }

    private record Pdu(boolean up, Octets octets) {}

    private static final NasPath LINK = new NasPath(1, new InetSocketAddress(0));
    private static final int PATIENCE_S = 30;

    /// No PDU: the device has come to an outcome.
    private static final Pdu DONE = new Pdu(true, Octets.EMPTY);

    private final BlockingQueue<Pdu> air = new LinkedBlockingQueue<>();
    private final List<Octets> seen = new ArrayList<>();
    private final MmeConfig.Limits limits;
    private final Peers peers;
    private final Device device;
    private Mme mme;

    AttachBench() {
        this(card());
    }

    /// With an MME of these caps.
    AttachBench(MmeConfig.Limits limits) {
        this(card(), limits);
    }

    /// With a card that has its own mind.
    AttachBench(Usim usim) {
        this(usim, MmeConfig.Limits.DEFAULT);
    }

    private AttachBench(Usim usim, MmeConfig.Limits limits) {
        this.limits = limits;
        var subscription =
                new SubscriptionData(
                        EXTERNAL,
                        null,
                        AccessProfile.standard("iot"),
                        new SecurityPolicy(List.of(AS), 86_400, true));
        peers = new Peers(subscription);
        mme = newMme();
        device =
                new Device(
                        new UeConfig(CARD.imsi(), PLMN, UeConfig.Limits.DEFAULT),
                        usim,
                        new Device.Ports(
                                (_, _, pdu) -> air.add(new Pdu(true, Octets.copyOf(pdu))),
                                new UdpTransport(),
                                CHANCE,
                                NEVER,
                                KAppObserver.NONE));
    }

    private Mme newMme() {
        var config =
                new MmeConfig(
                        PLMN,
                        GUTI.mmeGroup(),
                        GUTI.mmeCode(),
                        SolutionPlan.of(SolutionTable.named("12")),
                        true,
                        1,
                        limits);
        return new Mme(
                config,
                new Mme.Ports(
                        peers,
                        this::down,
                        NasTap.NONE,
                        CLOCK,
                        NEVER,
                        TestEntropy.giving(GUTI.encode().slice(6, 4), CHANCE)));
    }

    /// What is said to strangers nobody hears.
    private void down(NasPath path, byte[] pdu) {
        if (path.equals(LINK)) {
            air.add(new Pdu(false, Octets.copyOf(pdu)));
        }
    }

    Mme mme() {
        return mme;
    }

    /// Puts an MME in the place of the one there was; it remembers nothing.
    void replaceMme() {
        mme = newMme();
    }

    Peers peers() {
        return peers;
    }

    /// Lets the device attach and carries PDUs until it is done; everything it sent is carried first.
    AttachOutcome attach() throws InterruptedException {
        CompletableFuture<AttachOutcome> attaching = CompletableFuture.supplyAsync(device::attach);
        CompletableFuture<Void> told = attaching.thenRun(() -> air.add(DONE));
        while (true) {
            Pdu pdu = air.poll(PATIENCE_S, TimeUnit.SECONDS);
            if (pdu == null) {
                throw new AssertionError("silence after " + seen);
            }
            if (pdu.equals(DONE)) {
                told.join();
                return attaching.join();
            }
            seen.add(pdu.octets());
            if (pdu.up()) {
                mme.onPdu(LINK, pdu.octets().toArray());
            } else {
                device.onPdu(pdu.octets().toArray());
            }
        }
    }

    /// Every PDU of both ways since the last call, in order.
    List<Octets> seen() {
        List<Octets> all = List.copyOf(seen);
        seen.clear();
        return all;
    }
}
