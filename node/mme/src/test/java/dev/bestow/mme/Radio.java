package dev.bestow.mme;

import dev.bestow.core.Guti;
import dev.bestow.core.Imsi;
import dev.bestow.core.Octets;
import dev.bestow.core.PlmnId;
import dev.bestow.core.Rand;
import dev.bestow.core.Secret;
import dev.bestow.keys.Direction;
import dev.bestow.keys.Kasme;
import dev.bestow.keys.Ks;
import dev.bestow.keys.solution.SolutionPlan;
import dev.bestow.keys.solution.SolutionTable;
import dev.bestow.link.nas.NasPath;
import dev.bestow.wire.nas.ActivateDefaultEpsBearerContextAccept;
import dev.bestow.wire.nas.AttachAccept;
import dev.bestow.wire.nas.AttachComplete;
import dev.bestow.wire.nas.AttachRequest;
import dev.bestow.wire.nas.AttachType;
import dev.bestow.wire.nas.AuthenticationRequest;
import dev.bestow.wire.nas.AuthenticationResponse;
import dev.bestow.wire.nas.DetachRequest;
import dev.bestow.wire.nas.DetachType;
import dev.bestow.wire.nas.DownlinkEmm;
import dev.bestow.wire.nas.EpsMobileIdentity;
import dev.bestow.wire.nas.GutiReallocationCommand;
import dev.bestow.wire.nas.NasAlgorithms;
import dev.bestow.wire.nas.NasCodec;
import dev.bestow.wire.nas.NasSecurity;
import dev.bestow.wire.nas.NasTap;
import dev.bestow.wire.nas.PdnConnectivityRequest;
import dev.bestow.wire.nas.PdnType;
import dev.bestow.wire.nas.SecurityHeaderType;
import dev.bestow.wire.nas.SecurityModeCommand;
import dev.bestow.wire.nas.SecurityModeComplete;
import dev.bestow.wire.nas.UeNetworkCapability;
import dev.bestow.wire.nas.Unprotected;
import dev.bestow.wire.nas.UplinkEmm;
import dev.bestow.wire.s6a.AuthenticationInformationAnswer;
import dev.bestow.wire.s6a.AuthenticationInformationRequest;
import dev.bestow.wire.s6a.EutranVector;
import dev.bestow.wire.s6a.NotifyRequest;
import dev.bestow.wire.s6a.PurgeUeAnswer;
import dev.bestow.wire.s6a.PurgeUeRequest;
import dev.bestow.wire.s6a.SubscriptionData;
import dev.bestow.wire.s6a.UpdateLocationAnswer;
import dev.bestow.wire.s6a.UpdateLocationRequest;
import dev.bestow.wire.t6a.KeyConfirm;
import dev.bestow.wire.t6a.KeyConfirmAnswer;

import org.jspecify.annotations.Nullable;

import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Consumer;

/// An MME with UEs that say what a test lets them, and an HSS that answers at once or when it is told to.
final class Radio {
    private static final PlmnId PLMN = new PlmnId("001", "01");
    private static final int RES_OCTETS = 8;

    final StartedMme.Time time = new StartedMme.Time();
    final Hss hss = new Hss();
    final Mme mme;
    private final Random random;
    private final Deque<byte[]> down = new ArrayDeque<>();

    /// What the card would compute.
    private record Run(Octets res, Octets kasme) {}

    final class Hss implements MmePeers {
        private final Map<Rand, Run> runs = new HashMap<>();
        private final List<Runnable> late = new ArrayList<>();
        int vectors = 1;
        boolean answersLate;
        boolean hasVectors = true;
        boolean subscribes = true;
        SubscriptionData subscription = StartedMme.subscription();
        boolean confirmsLate;
        final List<Imsi> purged = new ArrayList<>();
        final List<KeyConfirm> confirmed = new ArrayList<>();

        @Override
        public void authenticationInformation(
                AuthenticationInformationRequest request,
                Consumer<AuthenticationInformationAnswer> answer) {
            if (!hasVectors) {
                answer.accept(new AuthenticationInformationAnswer.UserUnknown());
                return;
            }
            List<EutranVector> made = new ArrayList<>();
            for (int i = 1; i <= vectors; i++) {
                made.add(vector(i));
            }
            var success = new AuthenticationInformationAnswer.Success(made);
            if (answersLate) {
                late.add(() -> answer.accept(success));
            } else {
                answer.accept(success);
            }
        }

        private EutranVector vector(int number) {
            Rand rand = Rand.fresh(random::nextBytes);
            Run run =
                    new Run(Octets.copyOf(octets(RES_OCTETS)), Octets.copyOf(octets(Kasme.OCTETS)));
            runs.put(rand, run);
            return new EutranVector(
                    number,
                    rand,
                    run.res(),
                    Octets.copyOf(octets(EutranVector.AUTN_OCTETS)),
                    new Kasme(Secret.taking(run.kasme().toArray())),
                    new Ks(Secret.taking(octets(Ks.OCTETS))));
        }

        /// An answer that waits to be given.
        interface Late {
            void answer();
        }

        /// The answer that waits, which is the test's from now on.
        Late takeLate() {
            return late.removeLast()::run;
        }

        void answerNow() {
            answersLate = false;
            List.copyOf(late).forEach(Runnable::run);
            late.clear();
        }

        @Override
        public void updateLocation(
                UpdateLocationRequest request, Consumer<UpdateLocationAnswer> answer) {
            answer.accept(
                    subscribes
                            ? new UpdateLocationAnswer.Success(subscription)
                            : new UpdateLocationAnswer.UserUnknown());
        }

        @Override
        public void purge(PurgeUeRequest request, Consumer<PurgeUeAnswer> answer) {
            purged.add(request.imsi());
            if (answersLate) {
                late.add(() -> answer.accept(new PurgeUeAnswer.Success(true)));
            } else {
                answer.accept(new PurgeUeAnswer.Success(true));
            }
        }

        @Override
        public void tell(NotifyRequest notification) {}

        @Override
        public void confirm(KeyConfirm confirm, Consumer<KeyConfirmAnswer> answer) {
            confirmed.add(confirm);
            if (!confirmsLate) {
                answer.accept(new KeyConfirmAnswer.Accepted());
            }
        }
    }

    Radio(String solution, MmeConfig.Limits limits, Random random) {
        this.random = random;
        var config =
                new MmeConfig(
                        PLMN,
                        0x8001,
                        0x12,
                        SolutionPlan.of(SolutionTable.named(solution)),
                        true,
                        1,
                        limits);
        mme =
                new Mme(
                        config,
                        new Mme.Ports(
                                hss,
                                (_, pdu) -> down.add(pdu),
                                NasTap.NONE,
                                time,
                                time,
                                random::nextBytes));
    }

    private byte[] octets(int count) {
        byte[] octets = new byte[count];
        random.nextBytes(octets);
        return octets;
    }

    Ue ue(int number) {
        return new Ue(number, number);
    }

    /// One UE, on a link of its own.
    final class Ue implements AutoCloseable {
        final Imsi imsi;
        private final NasPath path;
        private @Nullable NasSecurity security;
        private @Nullable NasSecurity offered;

        /// What it was accepted under.
        @Nullable Guti guti;

        Ue(int subscriber, int linkId) {
            imsi = Imsi.parse("00101%010d".formatted(subscriber));
            path = new NasPath(linkId, new InetSocketAddress(0));
        }

        void send(UplinkEmm message) {
            mme.onPdu(path, NasCodec.encode(message));
        }

        void sendSecured(UplinkEmm message, SecurityHeaderType type) {
            mme.onPdu(
                    path, Objects.requireNonNull(security).protect(NasCodec.encode(message), type));
        }

        void request() {
            down.clear();
            send(
                    new AttachRequest(
                            AttachType.EPS,
                            null,
                            new EpsMobileIdentity.OfImsi(imsi),
                            UeNetworkCapability.BESTOW,
                            new PdnConnectivityRequest(1, PdnType.NON_IP, false, null),
                            null));
        }

        /// The challenge that came.
        Rand challenge() {
            return ((AuthenticationRequest) NasCodec.decode(down.removeLast(), Direction.DOWNLINK))
                    .rand();
        }

        /// The card's answer; a Security Mode Command follows.
        void respond() {
            Run run = Objects.requireNonNull(hss.runs.get(challenge()));
            send(new AuthenticationResponse(run.res()));
            close();
            try (Secret octets = Secret.taking(run.kasme().toArray())) {
                security = NasSecurity.ofUe(new Kasme(octets), NasAlgorithms.EEA2_EIA2);
            }
        }

        void complete() {
            sendSecured(new SecurityModeComplete(null), SecurityHeaderType.CIPHERED_NEW_CONTEXT);
        }

        /// What came under the keys in use since the last request, and is not heard yet.
        List<DownlinkEmm> heard() {
            List<DownlinkEmm> heard = new ArrayList<>();
            while (!down.isEmpty()) {
                heard.add(decoded(Objects.requireNonNull(security), down.removeFirst()));
            }
            return heard;
        }

        private static DownlinkEmm decoded(NasSecurity keys, byte[] pdu) {
            if (!(keys.unprotect(pdu) instanceof Unprotected.Accepted(Octets plain, _))) {
                throw new AssertionError("not under these keys");
            }
            return (DownlinkEmm) NasCodec.decode(plain.toArray(), Direction.DOWNLINK);
        }

        /// The card's answer to a challenge under the keys in use.
        void respondUnderKeys() {
            var challenge = (AuthenticationRequest) heard().getLast();
            Run run = Objects.requireNonNull(hss.runs.get(challenge.rand()));
            sendSecured(new AuthenticationResponse(run.res()), SecurityHeaderType.CIPHERED);
            dropOffer();
            try (Secret octets = Secret.taking(run.kasme().toArray())) {
                offered = NasSecurity.ofUe(new Kasme(octets), NasAlgorithms.EEA2_EIA2);
            }
        }

        private void dropOffer() {
            if (offered != null) {
                offered.close();
                offered = null;
            }
        }

        /// The command that offers other keys.
        SecurityModeCommand commanded() {
            return (SecurityModeCommand)
                    decoded(Objects.requireNonNull(offered), down.removeLast());
        }

        /// What came was lost on its way.
        void forgetWhatCame() {
            down.clear();
        }

        /// From here on the keys on offer are in use.
        void takeOffer() {
            NasSecurity taken = offered;
            offered = null;
            close();
            security = taken;
            complete();
        }

        /// Answers all of a new run but the GUTI REALLOCATION COMMAND, which is returned.
        GutiReallocationCommand rekey() {
            respondUnderKeys();
            commanded();
            takeOffer();
            return (GutiReallocationCommand) heard().getLast();
        }

        void attach() {
            request();
            respond();
            complete();
            guti = Objects.requireNonNull(accepted());
            sendSecured(
                    new AttachComplete(new ActivateDefaultEpsBearerContextAccept(5)),
                    SecurityHeaderType.CIPHERED);
        }

        private @Nullable Guti accepted() {
            NasSecurity keys = Objects.requireNonNull(security);
            Guti given = null;
            while (!down.isEmpty()) {
                if (keys.unprotect(down.removeFirst())
                                instanceof Unprotected.Accepted(Octets plain, _)
                        && NasCodec.decode(plain.toArray(), Direction.DOWNLINK)
                                instanceof AttachAccept accept) {
                    given = accept.guti();
                }
            }
            return given;
        }

        void detach() {
            sendSecured(
                    new DetachRequest(
                            DetachType.EPS, true, null, new EpsMobileIdentity.OfImsi(imsi)),
                    SecurityHeaderType.CIPHERED);
        }

        @Override
        public void close() {
            if (security != null) {
                security.close();
            }
            dropOffer();
        }
    }
}
