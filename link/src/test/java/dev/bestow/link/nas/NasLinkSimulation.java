package dev.bestow.link.nas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestow.core.InvalidValue;
import dev.bestow.link.udp.UdpSocket;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// Both ends of the link on loopback.
class NasLinkSimulation {
    private static final InetSocketAddress ANY_PORT =
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    private static final NasLinkLimits FEW = new NasLinkLimits(2, 4, 64);

    private NasServerLink mme = bind(NasLinkLimits.DEFAULT);
    private NasFleetLink fleet = open(mme.localAddress());

    @AfterEach
    void close() {
        fleet.close();
        mme.close();
    }

    private static NasServerLink bind(NasLinkLimits limits) {
        try {
            return NasServerLink.bind(ANY_PORT, limits);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static NasFleetLink open(InetSocketAddress mme) {
        try {
            return NasFleetLink.open(mme, NasLinkLimits.DEFAULT);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void restart(NasLinkLimits limits, NasPathHandler handler) {
        close();
        mme = bind(limits);
        fleet = open(mme.localAddress());
        mme.start(handler);
    }

    /// Waits for a counter without sleeping: each frame of a socket of its own wakes the MME.
    private void await(LongSupplier counter, long value) {
        long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (counter.getAsLong() < value && System.nanoTime() < deadlineNs) {
            Thread.onSpinWait();
        }
        assertThat(counter.getAsLong()).isEqualTo(value);
    }

    private static byte[] number(int value) {
        return ByteBuffer.allocate(4).putInt(value).array();
    }

    @Test
    void everyLinkGetsItsOwnAnswersInOrder() throws InterruptedException {
        int links = 200;
        int rounds = 50;
        mme.start((path, pdu) -> assertThat(mme.send(path, pdu)).isTrue());
        Map<Integer, Integer> next = new ConcurrentHashMap<>();
        CountDownLatch done = new CountDownLatch(links);
        for (int link = 0; link < links; link++) {
            fleet.register(
                    link,
                    (linkId, pdu) -> {
                        int round = ByteBuffer.wrap(pdu).getInt();
                        assertThat(next.merge(linkId, 1, Integer::sum)).isEqualTo(round + 1);
                        if (round + 1 == rounds) {
                            done.countDown();
                        } else {
                            fleet.send(linkId, number(round + 1));
                        }
                    });
        }
        for (int link = 0; link < links; link++) {
            fleet.send(link, number(0));
        }
        assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
        await(() -> mme.counts().sent(), (long) links * rounds);
        assertThat(fleet.counts().handlerFailures()).isZero();
        assertThat(mme.counts().handlerFailures()).isZero();
    }

    @Test
    void pdusOfOneLinkAreNeverHandledSideBySide() throws InterruptedException {
        int pdus = 200;
        Semaphore inside = new Semaphore(1);
        CountDownLatch handled = new CountDownLatch(pdus);
        mme.start((_, _) -> {
            assertThat(inside.tryAcquire()).isTrue();
            Thread.onSpinWait();
            inside.release();
            handled.countDown();
        });
        for (int i = 0; i < pdus; i++) {
            fleet.send(7, number(i));
        }
        assertThat(handled.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(mme.counts().handlerFailures()).isZero();
    }

    @Test
    void aBlockedHandlerHoldsUpItsWorkerOnlyAndItsQueueOverflows() throws InterruptedException {
        CountDownLatch blocked = new CountDownLatch(1);
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch others = new CountDownLatch(1);
        restart(
                FEW,
                (path, _) -> {
                    if (path.linkId() == 0) {
                        entered.countDown();
                        awaitQuietly(blocked);
                    } else {
                        others.countDown();
                    }
                });
        fleet.send(0, number(0));
        assertThat(entered.await(10, TimeUnit.SECONDS)).isTrue();
        for (int i = 0; i < 10; i++) {
            fleet.send(0, number(i));
        }
        await(() -> mme.counts().overflowed(), 10 - FEW.queuedPerWorker());
        LinkWorkers spread = new LinkWorkers(FEW);
        int other = 1;
        while (spread.workerOf(other) == spread.workerOf(0)) {
            other++;
        }
        fleet.send(other, number(0));
        assertThat(others.await(10, TimeUnit.SECONDS)).isTrue();
        blocked.countDown();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void shortAndLongFramesAreDroppedAndTheRestGoesOn() throws IOException, InterruptedException {
        CountDownLatch good = new CountDownLatch(1);
        restart(
                FEW,
                (path, pdu) -> {
                    assertThat(path.linkId()).isEqualTo(0x01020304);
                    assertThat(pdu).containsExactly(9);
                    good.countDown();
                });
        try (UdpSocket raw = UdpSocket.bind(ANY_PORT)) {
            for (int length = 0; length < 5; length++) {
                raw.send(mme.localAddress(), new byte[length]);
            }
            raw.send(mme.localAddress(), new byte[4 + FEW.maxPduOctets() + 1]);
            raw.send(mme.localAddress(), new byte[] {1, 2, 3, 4, 9});
        }
        assertThat(good.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(mme.counts().malformed()).isEqualTo(5);
        assertThat(mme.counts().oversized()).isEqualTo(1);
        await(() -> mme.counts().received(), 1);
        NasPath anywhere = new NasPath(0x01020304, fleet.localAddress());
        assertThat(mme.send(anywhere, new byte[FEW.maxPduOctets() + 1])).isFalse();
    }

    @Test
    void aHandlerThatThrowsIsCountedAndTheNextPduComes() throws InterruptedException {
        CountDownLatch last = new CountDownLatch(1);
        mme.start((_, pdu) -> {
            assert pdu.length != 1 : "a planted assertion of the handler";
            if (pdu.length == 2) {
                throw new IllegalStateException("a planted failure of the handler");
            }
            last.countDown();
        });
        fleet.send(3, new byte[1]);
        fleet.send(3, new byte[2]);
        fleet.send(3, new byte[3]);
        assertThat(last.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(mme.counts().handlerFailures()).isEqualTo(2);
    }

    /// A stranger that uses the link id of a UE from another address is somebody else, and hears what is said to it
    /// only.
    @Test
    void aLinkIdBelongsToTheAddressItIsUsedFrom() throws Exception {
        BlockingQueue<NasPath> heard = new LinkedBlockingQueue<>();
        mme.start((path, _) -> heard.add(path));
        fleet.send(5, number(0));
        NasPath ue = heard.poll(10, TimeUnit.SECONDS);
        NasFleetLink stranger = open(mme.localAddress());
        try {
            stranger.register(5, (_, _) -> {});
            stranger.send(5, number(1));
            NasPath other = heard.poll(10, TimeUnit.SECONDS);
            assertThat(other).isNotEqualTo(ue);
            CountDownLatch answered = new CountDownLatch(1);
            fleet.register(5, (_, _) -> answered.countDown());
            assertThat(mme.send(ue, number(2))).isTrue();
            assertThat(answered.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(stranger.counts().received()).isZero();
        } finally {
            stranger.close();
        }
    }

    @Test
    void theFleetTakesFramesOfItsMmeOnlyAndForItsLinksOnly() throws IOException {
        mme.start(mme::send);
        try (UdpSocket stranger = UdpSocket.bind(ANY_PORT)) {
            stranger.send(fleet.localAddress(), new byte[8]);
        }
        fleet.send(11, number(0));
        await(() -> fleet.counts().strangers(), 1);
        await(() -> fleet.counts().unknownLinks(), 1);
        fleet.register(11, (_, _) -> {});
        fleet.unregister(11);
        fleet.send(11, number(0));
        await(() -> fleet.counts().unknownLinks(), 2);
    }

    @Test
    void neighbouringLinksSpreadOverAllWorkers() {
        LinkWorkers workers = new LinkWorkers(NasLinkLimits.DEFAULT);
        int[] links = new int[NasLinkLimits.DEFAULT.workers()];
        for (int link = 0; link < 64 * links.length; link++) {
            links[workers.workerOf(link)]++;
        }
        assertThat(Arrays.stream(links).min().orElseThrow()).isGreaterThan(16);
        assertThat(Arrays.stream(links).max().orElseThrow()).isLessThan(160);
    }

    @Test
    void limitsThatTakeNothingAreRefused() {
        assertThatThrownBy(() -> new NasLinkLimits(0, 1, 1)).isInstanceOf(InvalidValue.class);
    }
}
