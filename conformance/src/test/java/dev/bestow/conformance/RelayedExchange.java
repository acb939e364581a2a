package dev.bestow.conformance;

import dev.bestow.cli.certificates.CertificateFolder;
import dev.bestow.core.Guti;
import dev.bestow.core.Imsi;
import dev.bestow.core.Octets;
import dev.bestow.core.PlmnId;
import dev.bestow.core.Ports;
import dev.bestow.core.Rand;
import dev.bestow.core.Secret;
import dev.bestow.keys.Kasme;
import dev.bestow.link.diameter.DiameterConfig;
import dev.bestow.link.diameter.DiameterLimits;
import dev.bestow.link.diameter.DiameterNode;
import dev.bestow.link.diameter.DiameterTap;
import dev.bestow.link.diameter.Outcome;
import dev.bestow.link.diameter.PeerRole;
import dev.bestow.link.diameter.PeerSecurity;
import dev.bestow.link.diameter.RequestHandler;
import dev.bestow.link.diameter.Requester;
import dev.bestow.link.tls.TlsIdentity;
import dev.bestow.network.machine.SystemClock;
import dev.bestow.network.machine.SystemEntropy;
import dev.bestow.network.machine.SystemTimers;
import dev.bestow.wire.diameter.ApplicationId;
import dev.bestow.wire.diameter.BaseAvps;
import dev.bestow.wire.diameter.BestowAvps;
import dev.bestow.wire.diameter.CommandCode;
import dev.bestow.wire.diameter.DecodeException;
import dev.bestow.wire.diameter.DiameterMessage;
import dev.bestow.wire.diameter.Envelope;
import dev.bestow.wire.diameter.MessageBuilder;
import dev.bestow.wire.diameter.Origin;
import dev.bestow.wire.diameter.Result;
import dev.bestow.wire.s6a.AuthenticationInformationAnswer;
import dev.bestow.wire.s6a.AuthenticationInformationRequest;
import dev.bestow.wire.s6a.EutranVector;
import dev.bestow.wire.s6a.S6aCodec;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// A node of ours on one side of a freeDiameter relay, as a process of its own inside the private network
/// namespace. The MME dials the relay, the relay dials the HSS, so both directions of connecting are
/// judged.
///
/// ```
/// RelayedExchange hss|mme clear|tls FOLDER
/// ```
///
/// The HSS serves until its standard input ends. The MME ends with status 0 only when everything it
/// asked came back as it should.
public final class RelayedExchange {
    /// The relay's DiameterIdentity and the port it finds the HSS at.
    public static final String RELAY = "relay.core.test";

    public static final int HSS_PORT = 3901;
    public static final int RELAY_PORT = 3868;
    public static final int RELAY_TLS_PORT = 5868;

    /// freeDiameter ignores 127.x, so the namespace has one address more.
    public static final String RELAY_ADDRESS = "10.90.0.1";

    private static final PlmnId PLMN = new PlmnId("001", "01");
    public static final String REALM = PLMN.epcRealm();
    public static final String HSS = "hss." + REALM;
    public static final String MME = Guti.mmeFqdn(PLMN, 0x8001, 0x12);

    private static final int EXCHANGES = 100;
    private static final long DEADLINE_MS = 20_000;
    private static final int ATTEMPTS = 100;
    private static final long ATTEMPT_PAUSE_MS = 200;

    private final S6aCodec codec = new S6aCodec(new BestowAvps(BestowAvps.DEFAULT_VENDOR_ID));
    private final boolean tls;
    private final Path folder;
    private final SystemTimers timers = new SystemTimers();

    private RelayedExchange(boolean tls, Path folder) {
        this.tls = tls;
        this.folder = folder;
    }

    public static void main(String[] arguments) throws Exception {
        RelayedExchange exchange =
                new RelayedExchange(arguments[1].equals("tls"), Path.of(arguments[2]));
        if (arguments[0].equals("hss")) {
            exchange.serve();
        } else {
            exchange.ask();
            System.out.println("OK: everything came back as it should");
        }
    }

    private void serve() throws IOException {
        InetSocketAddress address =
                new InetSocketAddress(InetAddress.getLoopbackAddress(), HSS_PORT);
        DiameterConfig.Peer relay = relay(null);
        try (DiameterNode hss = node(HSS, relay, address, this::answer, null)) {
            hss.start();
            while (System.in.read() >= 0) {
                Thread.onSpinWait();
            }
        }
    }

    private DiameterConfig.Peer relay(@Nullable InetSocketAddress address) {
        return DiameterConfig.Peer.of(RELAY, PeerRole.RELAY)
                .connectTo(address)
                .security(tls ? PeerSecurity.TLS : PeerSecurity.TLS_OFF_LOOPBACK)
                .realms(Set.of(REALM));
    }

    private DiameterMessage answer(DiameterMessage request, Requester from) {
        if (request.commandCode() != CommandCode.AUTHENTICATION_INFORMATION) {
            throw DecodeException.of(DecodeException.Kind.COMMAND, 5, "only AIR is served");
        }
        AuthenticationInformationRequest air =
                codec.authenticationInformation().decodeRequest(request);
        // The digits come back in XRES: every answer must find its own request.
        Octets echo = Octets.parseHex("digits", "0" + air.imsi().digits(), 8);
        EutranVector vector =
                new EutranVector(
                        1,
                        Rand.parse("23553cbe9637a89d218ae64dae47bf35"),
                        echo,
                        Octets.copyOf(new byte[EutranVector.AUTN_OCTETS]),
                        new Kasme(Secret.taking(new byte[Kasme.OCTETS])),
                        null);
        return codec.authenticationInformation()
                .encodeAnswer(
                        new AuthenticationInformationAnswer.Success(List.of(vector)),
                        request,
                        new Origin(HSS, REALM));
    }

    private void ask() throws Exception {
        InetSocketAddress address =
                new InetSocketAddress(RELAY_ADDRESS, tls ? RELAY_TLS_PORT : RELAY_PORT);
        DiameterConfig.Peer relay = relay(address);
        Goodbyes goodbyes = new Goodbyes();
        try (DiameterNode mme = node(MME, relay, null, RelayedExchange::refuse, goodbyes)) {
            mme.start();
            mme.connected(RELAY).get(DEADLINE_MS, TimeUnit.MILLISECONDS);
            awaitWholeWay(mme);
            require("TLS, or a hop that never leaves this machine", mme.isConfidential(RELAY));
            for (int i = 0; i < EXCHANGES; i++) {
                requireAnswered(i, mme.exchange(request(i, HSS), DEADLINE_MS));
            }
            List<CompletableFuture<Outcome>> atOnce = new ArrayList<>();
            for (int i = 0; i < EXCHANGES; i++) {
                atOnce.add(mme.send(request(i, null), DEADLINE_MS));
            }
            for (int i = 0; i < EXCHANGES; i++) {
                requireAnswered(i, atOnce.get(i).join());
            }
            requireErrors(mme);
            // The relay asks after 6 s of silence; ours has to have answered for the rest to work.
            goodbyes.watchdog.get(DEADLINE_MS, TimeUnit.MILLISECONDS);
            requireAnswered(1, mme.exchange(request(1, HSS), DEADLINE_MS));
        }
        goodbyes.disconnected.get(DEADLINE_MS, TimeUnit.MILLISECONDS);
    }

    /// The relay answers 3002 by itself until it has found the HSS.
    private void awaitWholeWay(DiameterNode mme) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            if (result(mme.exchange(request(0, HSS), DEADLINE_MS)).isSuccess()) {
                return;
            }
            CompletableFuture<Boolean> later = new CompletableFuture<>();
            timers.after(ATTEMPT_PAUSE_MS, () -> later.complete(true));
            later.join();
        }
        throw new IllegalStateException("the relay does not reach the HSS");
    }

    private void requireErrors(DiameterNode mme) {
        MessageBuilder unserved =
                MessageBuilder.request(
                        CommandCode.NOTIFY, ApplicationId.S6A, DiameterMessage.FLAG_PROXIABLE);
        envelope(HSS).putInto(unserved);
        Outcome refused = mme.exchange(unserved.build(), DEADLINE_MS);
        require("3001 of the HSS", result(refused).equals(Result.of(3001)));
        Outcome lost = mme.exchange(request(1, "nobody." + REALM), DEADLINE_MS);
        require("3002 of somebody", result(lost).equals(Result.of(3002)));
    }

    private static Envelope envelope(@Nullable String destinationHost) {
        return new Envelope(MME + ";1;1", MME, REALM, destinationHost, REALM);
    }

    private DiameterMessage request(int number, @Nullable String destinationHost) {
        Imsi imsi = Imsi.parse("00101" + (1_000_000_000L + number));
        AuthenticationInformationRequest air =
                new AuthenticationInformationRequest(imsi, PLMN, 1, null, true);
        return codec.authenticationInformation().encodeRequest(air, envelope(destinationHost));
    }

    private void requireAnswered(int number, Outcome outcome) {
        require("an answer to " + number + ", got " + outcome, outcome instanceof Outcome.Answered);
        DiameterMessage answer = ((Outcome.Answered) outcome).answer();
        String digits = "001011" + String.format(Locale.ROOT, "%09d", number);
        boolean own =
                codec.authenticationInformation().decodeAnswer(answer)
                                instanceof AuthenticationInformationAnswer.Success success
                        && success.vectors().getFirst().xres().hex().equals("0" + digits);
        require("its own answer to " + number, own);
        require("the HSS's name", answer.require(BaseAvps.ORIGIN_HOST).identity().equals(HSS));
    }

    private static Result result(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Answered(DiameterMessage answer) -> Result.from(answer);
            case Outcome.Foreign(String reason) -> throw new IllegalStateException(reason);
            case Outcome.Undeliverable(String reason) -> throw new IllegalStateException(reason);
            case Outcome.TimedOut() -> throw new IllegalStateException("no answer in time");
        };
    }

    private static void require(String what, boolean holds) {
        if (!holds) {
            throw new IllegalStateException("not so: " + what);
        }
    }

    private static DiameterMessage refuse(DiameterMessage request, Requester from) {
        throw DecodeException.of(DecodeException.Kind.COMMAND, 5, "the MME is asked nothing here");
    }

    private DiameterNode node(
            String host,
            DiameterConfig.Peer relay,
            @Nullable InetSocketAddress listen,
            RequestHandler handler,
            @Nullable DiameterTap tap) {
        DiameterConfig config =
                new DiameterConfig(
                        host,
                        REALM,
                        "Bestow",
                        BestowAvps.DEFAULT_VENDOR_ID,
                        Set.of(ApplicationId.S6A),
                        tls ? null : listen,
                        tls ? listen : null,
                        List.of(relay),
                        DiameterLimits.DEFAULT.withDeadlines(DEADLINE_MS, DEADLINE_MS),
                        tls ? identity(host) : null);
        Ports ports = new Ports(new SystemClock(), timers, new SystemEntropy());
        return new DiameterNode(config, ports, handler, tap);
    }

    private TlsIdentity identity(String host) {
        CertificateFolder.TlsFiles files =
                CertificateFolder.open(folder, new SystemClock()).files(host);
        return TlsIdentity.load(files.certificate(), files.key(), files.ca());
    }

    /// Waits for the relay's watchdog and for its answer to our disconnect.
    private static final class Goodbyes implements DiameterTap {
        private final CompletableFuture<Void> watchdog = new CompletableFuture<>();
        private final CompletableFuture<Void> disconnected = new CompletableFuture<>();

        @Override
        public void sent(String localHost, String peerHost, DiameterMessage message) {
            if (message.commandCode() == CommandCode.DEVICE_WATCHDOG && !message.isRequest()) {
                watchdog.complete(null);
            }
        }

        @Override
        public void received(String localHost, String peerHost, DiameterMessage message) {
            if (message.commandCode() == CommandCode.DISCONNECT_PEER && !message.isRequest()) {
                disconnected.complete(null);
            }
        }
    }
}
