package dev.bestow.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import dev.bestow.cli.lab.LabNodes;
import dev.bestow.conformance.LyingPeers.Peer;
import dev.bestow.conformance.LyingPeers.Sample;
import dev.bestow.conformance.LyingPeers.Victim;
import dev.bestow.core.Imsi;
import dev.bestow.core.PlmnId;
import dev.bestow.link.diameter.Counter;
import dev.bestow.link.diameter.PeerRole;
import dev.bestow.wire.diameter.BestowAvps;
import dev.bestow.wire.diameter.Carriage;
import dev.bestow.wire.diameter.CommandCode;
import dev.bestow.wire.diameter.CommandCodec;
import dev.bestow.wire.diameter.Origin;
import dev.bestow.wire.diameter.Result;
import dev.bestow.wire.diameter.ResultCode;
import dev.bestow.wire.diameter.TgppResult;
import dev.bestow.wire.s6a.AuthenticationInformationRequest;
import dev.bestow.wire.s6a.NotifyRequest;
import dev.bestow.wire.s6a.RatType;
import dev.bestow.wire.s6a.S6aCodec;
import dev.bestow.wire.s6a.UlrFlags;
import dev.bestow.wire.s6a.UpdateLocationRequest;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/// Every command of every node, asked for by everybody who is known there and may not: in another's name,
/// with another's realm, in the wrong role, through a relay. Made from the tables of commands that the
/// nodes serve, so a new command is attacked too, or misses its sample.
class LyingPeerTest {
    @TempDir private static Path folder;
    private static final S6aCodec S6A = new S6aCodec(new BestowAvps(BestowAvps.DEFAULT_VENDOR_ID));
    private static final Imsi SUBSCRIBER = TestCard.number(1).imsi();
    private static final String NO_KEYS_IN_CLEAR = "of an MME in clear";
    private static final List<LyingPeers> NETWORKS = new ArrayList<>();

    /// What the handlers say to the samples: success, but for an expiry further off than keys are kept, and a
    /// subscriber whom this MME does not serve.
    private static final Map<Integer, List<Integer>> SERVED =
            Map.of(
                    CommandCode.AUTHENTICATION_INFORMATION, List.of(ResultCode.SUCCESS),
                    CommandCode.UPDATE_LOCATION, List.of(ResultCode.SUCCESS),
                    CommandCode.PURGE_UE, List.of(ResultCode.SUCCESS),
                    CommandCode.RESET, List.of(ResultCode.SUCCESS),
                    CommandCode.NOTIFY, List.of(ResultCode.SUCCESS, 5423),
                    CommandCode.CANCEL_LOCATION, List.of(ResultCode.SUCCESS),
                    CommandCode.CONFIGURATION_INFORMATION, List.of(ResultCode.SUCCESS),
                    CommandCode.INSERT_SUBSCRIBER_DATA, List.of(5001),
                    CommandCode.REPORTING_INFORMATION,
                            List.of(ResultCode.SUCCESS, ResultCode.INVALID_AVP_VALUE));

    /// One request that must be refused.
    ///
    /// @param resultCode RFC 6733 clause 7.1.5: 5004 a wrong value, 5003 not permitted, 5017 no security
    private record Lie(String what, Peer from, Origin claimed, int resultCode, Counter counter) {}

    @AfterAll
    static void stop() throws Exception {
        for (LyingPeers network : NETWORKS) {
            network.close();
        }
    }

    @TestFactory
    Stream<DynamicTest> inClearOnLoopback() throws Exception {
        return rows(false);
    }

    @TestFactory
    Stream<DynamicTest> overTls() throws Exception {
        return rows(true);
    }

    /// Over a network, where the operator accepts MMEs in clear: they lie no better, get no command that carries
    /// keys of Bestow's own, and nobody else gets a connection.
    @TestFactory
    Stream<DynamicTest> inClearOverANetwork() throws Exception {
        Optional<InetAddress> address = networkAddress();
        assumeThat(address).as("an IPv4 address of this machine besides loopback").isPresent();
        var network = new LyingPeers(folder.resolve("network"), false, address.orElseThrow());
        NETWORKS.add(network);
        List<DynamicTest> rows = new ArrayList<>();
        network.victims()
                .forEach((name, victim) -> {
                    for (Sample command : LyingPeers.samples(victim)) {
                        for (Lie lie : liesInClear(victim, command)) {
                            rows.add(
                                    DynamicTest.dynamicTest(
                                            name + " " + name(command) + " " + lie.what(),
                                            () -> refuses(network, victim, command, lie)));
                        }
                    }
                    for (Peer peer : LyingPeers.ALL) {
                        if (peer.role() != PeerRole.MME && !peer.origin().equals(victim.origin())) {
                            rows.add(
                                    DynamicTest.dynamicTest(
                                            name + " turns away " + peer.host(),
                                            () -> turnsAway(network, victim, peer)));
                        }
                    }
                });
        assertThat(rows).anyMatch(row -> row.getDisplayName().endsWith(NO_KEYS_IN_CLEAR));
        return rows.stream();
    }

    private static Optional<InetAddress> networkAddress() throws IOException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
                .findFirst();
    }

    private static List<Lie> liesInClear(Victim victim, Sample command) {
        List<Lie> lies = new ArrayList<>(lies(victim, command));
        lies.removeIf(lie -> lie.from().role() != PeerRole.MME);
        if (command.role() == PeerRole.MME && command.carriage() == Carriage.DIRECT) {
            lies.add(
                    new Lie(
                            NO_KEYS_IN_CLEAR,
                            LyingPeers.MME,
                            LyingPeers.MME.origin(),
                            ResultCode.NO_COMMON_SECURITY,
                            Counter.UNFIT_CONNECTIONS));
        }
        return lies;
    }

    private static void turnsAway(LyingPeers network, Victim victim, Peer peer) throws Exception {
        long counted = victim.diameter().counted(Counter.REFUSED_PEERS);
        var connected = network.start(victim, peer).connected(victim.origin().host());
        await().until(() -> victim.diameter().counted(Counter.REFUSED_PEERS) > counted);
        assertThat(connected).isNotDone();
    }

    private static Stream<DynamicTest> rows(boolean tls) throws Exception {
        var network =
                new LyingPeers(
                        folder.resolve(tls ? "tls" : "clear"),
                        tls,
                        InetAddress.getLoopbackAddress());
        NETWORKS.add(network);
        List<DynamicTest> rows = new ArrayList<>();
        network.victims()
                .forEach((name, victim) -> {
                    for (Sample command : LyingPeers.samples(victim)) {
                        for (Lie lie : lies(victim, command)) {
                            rows.add(
                                    DynamicTest.dynamicTest(
                                            name + " " + name(command) + " " + lie.what(),
                                            () -> refuses(network, victim, command, lie)));
                        }
                    }
                });
        assertThat(rows).isNotEmpty();
        return rows.stream();
    }

    private static String name(Sample command) {
        CommandCodec<?, ?> codec = command.command().codec();
        return CommandCode.name(codec.commandCode(), true)
                + " of application "
                + codec.applicationId()
                + " with "
                + LyingPeers.kindOf(command.request());
    }

    private static List<Lie> lies(Victim victim, Sample command) {
        List<Lie> lies = new ArrayList<>();
        Peer right = rightPeer(command);
        for (Peer peer : LyingPeers.ALL) {
            if (peer.origin().equals(victim.origin())) {
                continue;
            }
            if (!peer.equals(right)) {
                lies.add(
                        new Lie(
                                "of " + peer.host() + " in the name of " + right.host(),
                                peer,
                                right.origin(),
                                ResultCode.INVALID_AVP_VALUE,
                                Counter.WRONG_ORIGINS));
            }
            lies.add(
                    new Lie(
                            "of " + peer.host() + " with another realm",
                            peer,
                            new Origin(peer.host(), "another.test"),
                            ResultCode.INVALID_AVP_VALUE,
                            Counter.WRONG_ORIGINS));
            if (isAnothers(victim, command, peer.role())) {
                lies.add(
                        new Lie(
                                "of " + peer.host() + " which may ask for something else",
                                peer,
                                peer.origin(),
                                refusalOfAnothers(peer.role()),
                                Counter.REFUSED_REQUESTS));
            } else if (!serves(victim, command, peer.role())) {
                lies.add(
                        new Lie(
                                "of " + peer.host() + " which is a " + peer.role(),
                                peer,
                                peer.origin(),
                                ResultCode.AUTHORIZATION_REJECTED,
                                Counter.WRONG_ROLES));
            }
        }
        if (command.role() != PeerRole.MME) {
            boolean anothers = isAnothers(victim, command, PeerRole.MME);
            lies.add(
                    new Lie(
                            "of an MME behind a relay",
                            LyingPeers.RELAY,
                            LyingPeers.BEHIND_THE_RELAY,
                            anothers
                                    ? refusalOfAnothers(PeerRole.MME)
                                    : ResultCode.AUTHORIZATION_REJECTED,
                            anothers ? Counter.REFUSED_REQUESTS : Counter.WRONG_ROLES));
        } else if (command.carriage() == Carriage.DIRECT) {
            lies.add(
                    new Lie(
                            "through a relay, which sees no keys",
                            LyingPeers.RELAY,
                            LyingPeers.BEHIND_THE_RELAY,
                            ResultCode.NO_COMMON_SECURITY,
                            Counter.UNFIT_CONNECTIONS));
        }
        return lies;
    }

    /// AIR is one command to MMEs, for vectors of E-UTRAN, and another to EMKSs, for those of UTRAN.
    private static boolean isAnothers(Victim victim, Sample command, PeerRole role) {
        CommandCodec<?, ?> asked = command.command().codec();
        return !serves(victim, command, role)
                && victim.served().stream()
                        .anyMatch(each ->
                                each.role() == role
                                        && each.codec().commandCode() == asked.commandCode()
                                        && each.codec().applicationId() == asked.applicationId());
    }

    /// An MME misses what it may ask for, and an EMKS is told what it may not.
    private static int refusalOfAnothers(PeerRole role) {
        return role == PeerRole.EMKS ? ResultCode.AVP_NOT_ALLOWED : ResultCode.MISSING_AVP;
    }

    /// Some commands are taken from two roles.
    private static boolean serves(Victim victim, Sample command, PeerRole role) {
        return victim.served().stream()
                .anyMatch(each ->
                        each.role() == role && each.codec().equals(command.command().codec()));
    }

    static Peer rightPeer(Sample command) {
        return switch (command.role()) {
            case HSS -> LyingPeers.HSS;
            case MME -> LyingPeers.MME;
            case SCEF -> LyingPeers.SCEF;
            case EMKS -> LyingPeers.EMKS;
            case HSE -> LyingPeers.HSE;
            case RELAY -> throw new IllegalStateException("a relay asks nothing");
        };
    }

    private static void refuses(LyingPeers network, Victim victim, Sample command, Lie lie)
            throws Exception {
        Object before = victim.state().get();
        long counted = victim.diameter().counted(lie.counter());
        assertThat(network.result(victim, command, lie.from(), lie.claimed()))
                .isEqualTo(lie.resultCode());
        assertThat(victim.diameter().counted(lie.counter())).isEqualTo(counted + 1);
        assertThat(victim.state().get()).isEqualTo(before);
    }

    /// It may ask for vectors, and would have their keys pushed and proven.
    @Test
    void aPdnConnectionIsTakenFromTheServingMmeOnly() throws Exception {
        var network =
                new LyingPeers(
                        folder.resolve("connections"), true, InetAddress.getLoopbackAddress());
        NETWORKS.add(network);
        Victim hss = Objects.requireNonNull(network.victims().get("hss"));
        asksForAVector(network, hss, LyingPeers.MME, LabNodes.PLMN);
        var ulr =
                new UpdateLocationRequest(
                        SUBSCRIBER,
                        LabNodes.PLMN,
                        RatType.EUTRAN,
                        UlrFlags.ATTACH,
                        null,
                        null,
                        false);
        assertThat(Result.from(network.answer(hss, S6A.updateLocation(), ulr, LyingPeers.MME)))
                .isEqualTo(Result.SUCCESS);
        asksForAVector(network, hss, LyingPeers.ROAMING_MME, LyingPeers.VISITED);
        assertThat(notified(network, hss, LyingPeers.ROAMING_MME))
                .isEqualTo(TgppResult.UNKNOWN_SERVING_NODE);
        assertThat(hss.state().get().toString()).doesNotContain("Connected");
        assertThat(notified(network, hss, LyingPeers.MME)).isEqualTo(Result.SUCCESS);
        assertThat(hss.state().get().toString()).contains("Connected");
    }

    private static void asksForAVector(LyingPeers network, Victim hss, Peer mme, PlmnId visited)
            throws Exception {
        var air = new AuthenticationInformationRequest(SUBSCRIBER, visited, 1, null, false);
        var codec = S6A.authenticationInformation();
        assertThat(Result.from(network.answer(hss, codec, air, mme))).isEqualTo(Result.SUCCESS);
    }

    private static Result notified(LyingPeers network, Victim hss, Peer mme) throws Exception {
        var nor = new NotifyRequest(SUBSCRIBER, "iot", null);
        return Result.from(network.answer(hss, S6A.notification(), nor, mme));
    }

    /// The right peer reaches the handler: refusing everybody would be no proof.
    @TestFactory
    Stream<DynamicTest> theRightPeerIsServed() throws Exception {
        var network =
                new LyingPeers(folder.resolve("right"), true, InetAddress.getLoopbackAddress());
        NETWORKS.add(network);
        return network.victims().entrySet().stream()
                .flatMap(entry ->
                        LyingPeers.samples(entry.getValue()).stream()
                                .map(command ->
                                        DynamicTest.dynamicTest(
                                                entry.getKey() + " " + name(command),
                                                () -> serves(network, entry.getValue(), command))));
    }

    private static void serves(LyingPeers network, Victim victim, Sample command) throws Exception {
        Peer right = rightPeer(command);
        int result = network.result(victim, command, right, right.origin());
        assertThat(result).isIn(SERVED.get(command.command().codec().commandCode()));
        assertThat(victim.diameter().counted(Counter.REFUSED_REQUESTS)).isZero();
    }
}
