package dev.bestow.conformance;

import static dev.bestow.conformance.WorkedJourney.CARD;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestow.core.Imsi;
import dev.bestow.link.nas.NasPath;
import dev.bestow.mme.MmeConfig;
import dev.bestow.ue.AttachOutcome;
import dev.bestow.wire.nas.AttachRequest;
import dev.bestow.wire.nas.AttachType;
import dev.bestow.wire.nas.EpsMobileIdentity;
import dev.bestow.wire.nas.NasCodec;
import dev.bestow.wire.nas.PdnConnectivityRequest;
import dev.bestow.wire.nas.PdnType;
import dev.bestow.wire.nas.UeNetworkCapability;

import org.junit.jupiter.api.Test;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Random;

/// Ten times as many strangers as an MME has room for, and then a device. `-Dstrangers.count=1000000` is the long
/// form.
class MmeStrangersTest {
    private static final int COUNT = Integer.getInteger("strangers.count", 2_000);
    private static final int CAP = COUNT / 10;
    private static final long SEED = Long.getLong("bestow.seed", 24_301);

    private final Random random = new Random(SEED);
    private final AttachBench bench = new AttachBench(MmeConfig.Limits.DEFAULT.withCaps(CAP, CAP));

    private static NasPath elsewhere(int linkId) {
        return new NasPath(linkId, new InetSocketAddress(InetAddress.getLoopbackAddress(), 9));
    }

    private static byte[] attach(Imsi imsi) {
        return NasCodec.encode(
                new AttachRequest(
                        AttachType.EPS,
                        null,
                        new EpsMobileIdentity.OfImsi(imsi),
                        UeNetworkCapability.BESTOW,
                        new PdnConnectivityRequest(1, PdnType.NON_IP, false, null),
                        null));
    }

    private static Imsi imsi(int number) {
        return Imsi.parse("00101%010d".formatted(number));
    }

    private void assertThatADeviceAttaches() throws InterruptedException {
        assertThat(bench.attach())
                .as("after %s strangers, seed %s", COUNT, SEED)
                .isInstanceOf(AttachOutcome.Attached.class);
        assertThat(bench.mme().ueContexts()).isEqualTo(1);
        assertThat(bench.mme().attachedLinks()).isEqualTo(1);
    }

    @Test
    void linkIdsWithJunkLeaveNothing() throws Exception {
        byte[] junk = new byte[1];
        for (int i = 0; i < COUNT; i++) {
            random.nextBytes(junk);
            bench.mme().onPdu(elsewhere(i), junk);
        }
        assertThat(bench.mme().unprovenLinks()).isZero();
        assertThatADeviceAttaches();
    }

    @Test
    void imsisThatTheHssDoesNotKnowLeaveNothing() throws Exception {
        bench.peers().know(CARD.imsi()::equals);
        for (int i = 0; i < COUNT; i++) {
            bench.mme().onPdu(elsewhere(i), attach(imsi(100 + i)));
        }
        assertThat(bench.mme().unprovenLinks()).isZero();
        assertThat(bench.mme().ueContexts()).isZero();
        assertThatADeviceAttaches();
    }

    @Test
    void attachesThatProveNothingGiveWayAndDisplaceNoDevice() throws Exception {
        strangersAttach(0);
        assertThat(bench.mme().unprovenLinks()).isEqualTo(CAP);
        assertThatADeviceAttaches();
        strangersAttach(COUNT);
        assertThat(bench.mme().ueContexts()).isEqualTo(1);
        assertThat(bench.mme().attachedLinks()).isEqualTo(1);
    }

    /// Under IMSIs that the HSS knows, the device's own among them, and never a right answer.
    private void strangersAttach(int firstLink) {
        for (int i = 0; i < COUNT; i++) {
            Imsi imsi = i % 2 == 0 ? CARD.imsi() : imsi(100 + i);
            bench.mme().onPdu(elsewhere(firstLink + i), attach(imsi));
        }
    }

    /// Link id 1 is the device's own.
    @Test
    void aStrangerOnTheLinkIdOfADeviceIsSomebodyElse() throws Exception {
        assertThatADeviceAttaches();
        bench.mme().onPdu(elsewhere(1), attach(CARD.imsi()));
        bench.mme().onPdu(elsewhere(1), attach(imsi(100)));
        assertThat(bench.mme().attachedLinks()).isEqualTo(1);
        assertThat(bench.mme().unprovenLinks()).isEqualTo(1);
    }
}
