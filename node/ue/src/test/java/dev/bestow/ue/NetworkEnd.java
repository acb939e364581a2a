package dev.bestow.ue;

import dev.bestow.aka.Autn;
import dev.bestow.aka.Usim;
import dev.bestow.aka.UsimAnswer;
import dev.bestow.core.Eksi;
import dev.bestow.core.Guti;
import dev.bestow.core.Octets;
import dev.bestow.core.PlmnId;
import dev.bestow.core.Rand;
import dev.bestow.core.Secret;
import dev.bestow.keys.CkIk;
import dev.bestow.keys.Kasme;
import dev.bestow.wire.nas.AccessPointName;
import dev.bestow.wire.nas.ActivateDefaultEpsBearerContextRequest;
import dev.bestow.wire.nas.AttachAccept;
import dev.bestow.wire.nas.AuthenticationRequest;
import dev.bestow.wire.nas.DownlinkEmm;
import dev.bestow.wire.nas.GprsTimer;
import dev.bestow.wire.nas.NasAlgorithms;
import dev.bestow.wire.nas.NasCodec;
import dev.bestow.wire.nas.NasSecurity;
import dev.bestow.wire.nas.PdnAddress;
import dev.bestow.wire.nas.SecurityHeaderType;
import dev.bestow.wire.nas.SecurityModeCommand;
import dev.bestow.wire.nas.Tai;
import dev.bestow.wire.nas.TaiList;
import dev.bestow.wire.nas.UeNetworkCapability;
import dev.bestow.wire.nas.Unprotected;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/// The network's end of one device, which says what a test wants, and the card that believes it. Each run
/// has keys of its own.
final class NetworkEnd {
    static final PlmnId PLMN = PlmnId.parse("001/01");
    static final NasAlgorithms ALGORITHMS = new NasAlgorithms(2, 2);

    static final Octets AUTN = Octets.parseHex("AUTN", "00112233445580000011223344556677");

    private final List<Secret> ckIks = new ArrayList<>();
    private int runs;
    private @Nullable NasSecurity security;
    private Consumer<byte[]> device = _ -> {};

    /// Where PDUs go.
    void connect(Consumer<byte[]> pdus) {
        device = pdus;
    }

    /// Answers each challenge with the keys of [#runs].
    Usim usim() {
        return (_, _) -> {
            Secret ckIk = ckIk(runs);
            ckIks.add(ckIk);
            return new UsimAnswer.Success(
                    Octets.parseHex("RES", "a54211d5e3ba50bf"), new CkIk(ckIk));
        };
    }

    /// CK||IK of every run, as the card gave them away.
    List<Secret> ckIks() {
        return ckIks;
    }

    static Rand rand(int run) {
        return new Rand(Octets.copyOf(octets(Rand.OCTETS, run)));
    }

    static Secret ckIk(int run) {
        return Secret.taking(octets(CkIk.OCTETS, 0x80 + run));
    }

    private static byte[] octets(int length, int value) {
        byte[] octets = new byte[length];
        Arrays.fill(octets, (byte) value);
        return octets;
    }

    /// AUTHENTICATION REQUEST of the next run.
    void challenge(int eksi) {
        runs++;
        send(new AuthenticationRequest(new Eksi(eksi), rand(runs), AUTN));
    }

    /// SECURITY MODE COMMAND under the keys of the run.
    void command(int eksi) {
        command(eksi, UeNetworkCapability.BESTOW);
    }

    void command(int eksi, UeNetworkCapability replayed) {
        if (security == null) {
            offer();
        }
        commandAgain(eksi, replayed);
    }

    /// From here on the network goes by the keys of the run.
    void offer() {
        var kasme = Kasme.from(new CkIk(ckIk(runs)), PLMN, new Autn(AUTN).sqnXorAk());
        security = NasSecurity.ofMme(kasme, ALGORITHMS);
    }

    /// The network goes by keys of before again.
    void goBackTo(@Nullable NasSecurity keys) {
        security = keys;
    }

    @Nullable NasSecurity keys() {
        return security;
    }

    /// What the device says, if it is right under the keys the network goes by.
    boolean understands(byte[] pdu) {
        return Objects.requireNonNull(security).unprotect(pdu) instanceof Unprotected.Accepted;
    }

    private void commandAgain(int eksi, UeNetworkCapability replayed) {
        NasSecurity current = Objects.requireNonNull(security);
        byte[] plain =
                NasCodec.encode(
                        new SecurityModeCommand(
                                ALGORITHMS, new Eksi(eksi), replayed.securityCapability(), false));
        device.accept(current.protect(plain, SecurityHeaderType.INTEGRITY_NEW_CONTEXT));
    }

    /// ATTACH ACCEPT with this GUTI.
    void accept(Guti guti) {
        send(
                new AttachAccept(
                        false,
                        GprsTimer.ofSeconds(3_600),
                        TaiList.of(new Tai(PLMN, 1)),
                        new ActivateDefaultEpsBearerContextRequest(
                                5, 1, 9, new AccessPointName("iot"), PdnAddress.NON_IP),
                        guti));
    }

    /// As the network would: protected once Security Mode was commanded.
    void send(DownlinkEmm message) {
        byte[] plain = NasCodec.encode(message);
        device.accept(
                security == null ? plain : security.protect(plain, SecurityHeaderType.CIPHERED));
    }

    /// A new signalling connection.
    void restart() {
        security = null;
    }
}
