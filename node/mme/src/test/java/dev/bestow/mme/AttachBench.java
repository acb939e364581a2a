package dev.bestow.mme;

import dev.bestow.core.Imsi;
import dev.bestow.core.Octets;
import dev.bestow.core.PlmnId;
import dev.bestow.core.Rand;
import dev.bestow.core.Secret;
import dev.bestow.keys.Kasme;
import dev.bestow.keys.solution.SolutionPlan;
import dev.bestow.keys.solution.SolutionTable;
import dev.bestow.link.nas.NasPath;
import dev.bestow.wire.nas.NasAlgorithms;
import dev.bestow.wire.nas.NasSecurity;
import dev.bestow.wire.nas.NasTap;
import dev.bestow.wire.nas.SecurityHeaderType;
import dev.bestow.wire.nas.Unprotected;
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

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// An MME and one link to it, PDU by PDU, with a UE that knows the keys of the one vector its HSS has. A test
/// chooses what the HSS answers and what the link does.
final class AttachBench implements MmePeers {
    static final Imsi IMSI = Imsi.parse("001010000000002");

    /// [#IMSI], EEA0 to EEA3, EIA1 and EIA2; the session management message is to follow.
    static final String ATTACH = "07417108091010000000002002f070";

    static final String PDN_REQUEST = "00040201d011";

    private static final NasPath LINK =
            new NasPath(7, new InetSocketAddress(InetAddress.getLoopbackAddress(), 4_000));
    private static final long SEED = 240_301;

    private final StartedMme.Time time = new StartedMme.Time();
    private final List<byte[]> sent = new ArrayList<>();
    private NasSecurity ue = NasSecurity.ofUe(kasme(), NasAlgorithms.EEA2_EIA2);
    private final Mme mme;

    /// Fresh ones each time: the MME wipes what it is given.
    private Supplier<AuthenticationInformationAnswer> aia =
            () -> new AuthenticationInformationAnswer.Success(List.of(vector()));

    private UpdateLocationAnswer ula = new UpdateLocationAnswer.Success(StartedMme.subscription());
    private boolean late;
    private Consumer<byte[]> link = sent::add;

    private final List<NotifyRequest> notified = new ArrayList<>();

    AttachBench() {
        this("12");
    }

    /// @param solution the row of its plan
    AttachBench(String solution) {
        var config =
                new MmeConfig(
                        new PlmnId("001", "01"),
                        0x8001,
                        0x12,
                        SolutionPlan.of(SolutionTable.named(solution)),
                        true,
                        1,
                        MmeConfig.Limits.DEFAULT);
        mme =
                new Mme(
                        config,
                        new Mme.Ports(
                                this,
                                (_, pdu) -> link.accept(pdu),
                                NasTap.NONE,
                                time,
                                time,
                                new Random(SEED)::nextBytes));
    }

    private static Kasme kasme() {
        byte[] octets = new byte[Kasme.OCTETS];
        new Random(SEED).nextBytes(octets);
        return new Kasme(Secret.taking(octets));
    }

    private static EutranVector vector() {
        return new EutranVector(
                1,
                Rand.parse("81e92b6c0ee0e12ebceba8d92a99dfa5"),
                Octets.parseHex("XRES", "28d7b0f2a2ec3de5"),
                Octets.parseHex("AUTN", "bb52e91c747a80009a537d5e25e2ef65"),
                kasme(),
                null);
    }

    @Override
    public void authenticationInformation(
            AuthenticationInformationRequest request,
            Consumer<AuthenticationInformationAnswer> answer) {
        answer.accept(aia.get());
    }

    @Override
    public void updateLocation(
            UpdateLocationRequest request, Consumer<UpdateLocationAnswer> answer) {
        if (!late) {
            answer.accept(ula);
        }
    }

    @Override
    public void purge(PurgeUeRequest request, Consumer<PurgeUeAnswer> answer) {}

    @Override
    public void tell(NotifyRequest notification) {
        notified.add(notification);
    }

    @Override
    public void confirm(KeyConfirm confirm, Consumer<KeyConfirmAnswer> answer) {
        answer.accept(new KeyConfirmAnswer.Accepted());
    }

    /// What it told the HSS of PDN connections.
    List<NotifyRequest> notified() {
        return notified;
    }

    Mme mme() {
        return mme;
    }

    void answers(AuthenticationInformationAnswer answer) {
        aia = () -> answer;
    }

    void answers(UpdateLocationAnswer answer) {
        ula = answer;
    }

    /// The HSS does not answer an ULR.
    void subscriptionIsLate() {
        late = true;
    }

    /// The HSS has this subscription.
    void subscription(SubscriptionData data) {
        answers(new UpdateLocationAnswer.Success(data));
    }

    /// The link throws instead of sending, from now on.
    void breakLink() {
        link =
                _ -> {
                    throw new IllegalStateException("planted");
                };
    }

    void mendLink() {
        link = sent::add;
    }

    void pass(long ms) {
        time.pass(ms);
    }

    /// A PDU as it is, and what the MME sends to it, in hex.
    List<String> plain(String hex) {
        return raw(HexFormat.of().parseHex(hex));
    }

    /// A message under the UE's keys, ciphered, and what the MME says to it once deciphered.
    List<String> secured(String hex) {
        return secured(hex, SecurityHeaderType.CIPHERED);
    }

    List<String> secured(String hex, SecurityHeaderType type) {
        raw(ue.protect(HexFormat.of().parseHex(hex), type), false);
        return sentUnderKeys();
    }

    /// What was sent since the last call, deciphered; it fails if the keys are not the UE's.
    List<String> sentUnderKeys() {
        List<String> plain = new ArrayList<>();
        for (byte[] pdu : sent) {
            if (!(ue.unprotect(pdu) instanceof Unprotected.Accepted(Octets message, _))) {
                throw new AssertionError("not protected: " + HexFormat.of().formatHex(pdu));
            }
            plain.add(message.hex());
        }
        sent.clear();
        return plain;
    }

    private List<String> raw(byte[] pdu) {
        raw(pdu, true);
        List<String> all = sent.stream().map(HexFormat.of()::formatHex).toList();
        sent.clear();
        return all;
    }

    private void raw(byte[] pdu, boolean fresh) {
        if (fresh) {
            sent.clear();
        }
        mme.onPdu(LINK, pdu);
    }

    /// From ATTACH REQUEST to RES; what is returned is the SECURITY MODE COMMAND, deciphered.
    String challenged(String attachRequest) {
        ue.close();
        ue = NasSecurity.ofUe(kasme(), NasAlgorithms.EEA2_EIA2);
        plain(attachRequest);
        raw(HexFormat.of().parseHex("07530828d7b0f2a2ec3de5"), false);
        return sentUnderKeys().getFirst();
    }

    /// All of an attach but ATTACH COMPLETE; what is returned is the answer to SECURITY MODE COMPLETE.
    String attached(String attachRequest) {
        challenged(attachRequest);
        return secured("075e", SecurityHeaderType.CIPHERED_NEW_CONTEXT).getFirst();
    }

    /// A UE that is attached and has said so.
    static AttachBench registered() {
        AttachBench bench = new AttachBench();
        bench.attached(ATTACH + PDN_REQUEST);
        bench.secured("074300035200c2");
        return bench;
    }
}
