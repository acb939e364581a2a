package dev.bestow.link.diameter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.util.concurrent.TimeUnit.SECONDS;

import dev.bestow.core.ResourceUnavailable;
import dev.bestow.wire.diameter.ApplicationId;
import dev.bestow.wire.diameter.BaseAvps;
import dev.bestow.wire.diameter.DecodeException;
import dev.bestow.wire.diameter.DiameterMessage;
import dev.bestow.wire.diameter.Origin;
import dev.bestow.wire.diameter.Result;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/// Two nodes over real sockets on loopback.
@Timeout(120)
class DiameterNodeTest {
    private final List<DiameterNode> nodes = new ArrayList<>();

    private DiameterNode start(TestNode node) throws Exception {
        DiameterNode started = node.start();
        nodes.add(started);
        return started;
    }

    private DiameterNode hss(RequestHandler handler) throws Exception {
        return start(new TestNode("hss.test", "home.test").peer("mme.test", null).handler(handler));
    }

    private DiameterNode mmeOf(DiameterNode hss) throws Exception {
        return mmeOf(hss, new TestNode("mme.test", "visited.test"));
    }

    private DiameterNode mmeOf(DiameterNode hss, TestNode node) throws Exception {
        DiameterNode mme = start(node.peer("hss.test", hss.listenAddress()));
        mme.connected("hss.test").get(10, SECONDS);
        return mme;
    }

    @AfterEach
    void stop() {
        nodes.reversed().forEach(DiameterNode::close);
    }

    private static DiameterMessage answered(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Answered.class);
        return ((Outcome.Answered) outcome).answer();
    }

    private static int result(Outcome outcome) {
        return Result.from(answered(outcome)).code();
    }

    @Test
    void aRequestByRealmAndOneByHostAreAnswered() throws Exception {
        DiameterNode hss = hss(TestNode::success);
        DiameterNode mme = mmeOf(hss);
        for (String host : new String[] {null, "hss.test"}) {
            DiameterMessage answer = answered(mme.exchange(TestNode.request(host), 5_000));
            assertThat(Result.from(answer)).isEqualTo(Result.SUCCESS);
            assertThat(answer.require(BaseAvps.SESSION_ID).utf8()).startsWith("mme.test;");
            assertThat(answer.require(BaseAvps.ERROR_MESSAGE).utf8())
                    .as("the peer the handler saw")
                    .isEqualTo("mme.test");
        }
        assertThat(mme.isConnected("hss.test")).isTrue();
        assertThat(mme.isConfidential("hss.test")).as("loopback").isTrue();
        assertThat(hss.isConnected("mme.test")).isTrue();
    }

    @Test
    void bothSidesMayAsk() throws Exception {
        DiameterNode hss = hss(TestNode::success);
        DiameterNode mme = mmeOf(hss);
        hss.connected("mme.test").get(10, SECONDS);
        DiameterMessage clr = TestNode.request(317, ApplicationId.S6A, "hss.test", "mme.test", 0);
        assertThat(result(hss.exchange(clr, 5_000)))
                .as("home.test is not the realm of the MME")
                .isEqualTo(3003);
        assertThat(mme.counted(Counter.REQUESTS_RECEIVED)).isEqualTo(1);
    }

    @Test
    void manyRequestsAtOnceGetTheirOwnAnswers() throws Exception {
        DiameterNode hss = hss(TestNode::success);
        DiameterNode mme = mmeOf(hss);
        List<CompletableFuture<Outcome>> outcomes = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            DiameterMessage request =
                    TestNode.request(318, ApplicationId.S6A, "mme.test", null, i)
                            .withEndToEnd(5000 + i);
            outcomes.add(mme.send(request, 20_000));
        }
        for (int i = 0; i < 2_000; i++) {
            DiameterMessage answer = answered(outcomes.get(i).get(20, SECONDS));
            assertThat(answer.require(BaseAvps.SESSION_ID).utf8()).isEqualTo("mme.test;1;" + i);
            assertThat(answer.endToEnd()).isEqualTo(5000 + i);
        }
        assertThat(mme.counted(Counter.UNSOLICITED_ANSWERS)).isZero();
    }

    @Test
    void aBlockedHandlerHoldsUpNobody() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        DiameterNode hss =
                hss((request, peer) -> {
                    if (request.commandCode() == 316) {
                        awaitQuietly(release);
                    }
                    return TestNode.success(request, peer);
                });
        DiameterNode mme = mmeOf(hss);
        List<CompletableFuture<Outcome>> blocked = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            blocked.add(
                    mme.send(
                            TestNode.request(316, ApplicationId.S6A, "mme.test", null, 0), 20_000));
        }
        assertThat(result(mme.exchange(TestNode.request((String) null), 10_000))).isEqualTo(2001);
        assertThat(blocked).noneMatch(CompletableFuture::isDone);
        release.countDown();
        for (CompletableFuture<Outcome> outcome : blocked) {
            assertThat(result(outcome.get(10, SECONDS))).isEqualTo(2001);
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void whatAHandlerThrowsBecomesTheRightAnswer() throws Exception {
        DiameterNode hss =
                hss((request, peer) ->
                        switch (request.commandCode()) {
                            case 316 -> throw new IllegalStateException("a bug");
                            case 317 -> throw DecodeException.missing(BaseAvps.DRMP);
                            case 319 ->
                                    throw DecodeException.of(
                                            DecodeException.Kind.COMMAND, 5, "319");
                            case 320 ->
                                    throw DecodeException.of(
                                            DecodeException.Kind.VERSION, 0, "inner");
                            case 321 -> request;
                            case 322 -> recurse(request);
                            case 323 -> throw new PlantedUnavailability();
                            default -> TestNode.success(request, peer);
                        });
        DiameterNode mme = mmeOf(hss);
        int[][] expected = {
            {316, 5012},
            {317, 5005},
            {319, 3001},
            {320, 5012},
            {321, 5012},
            {322, 5012},
            {323, 5012},
            {318, 2001}
        };
        for (int[] row : expected) {
            Outcome outcome =
                    mme.exchange(
                            TestNode.request(row[0], ApplicationId.S6A, "mme.test", null, 0),
                            10_000);
            assertThat(result(outcome)).as("command %d", row[0]).isEqualTo(row[1]);
            assertThat(answered(outcome).isError()).isEqualTo(row[1] / 1000 == 3);
        }
        assertThat(hss.counted(Counter.HANDLER_FAILURES)).isEqualTo(5);
    }

    private static final class PlantedUnavailability extends ResourceUnavailable {
        private static final long serialVersionUID = 1L;

        PlantedUnavailability() {
            super("a planted outage");
        }
    }

    private static DiameterMessage recurse(DiameterMessage request) {
        return request.length() < 0 ? request : recurse(request.withHopByHop(1));
    }

    @Test
    void requestsForOthersAreRefused() throws Exception {
        DiameterNode hss = hss(TestNode::success);
        DiameterNode mme =
                mmeOf(
                        hss,
                        new TestNode("mme.test", "visited.test")
                                .applications(ApplicationId.S6A, ApplicationId.RELAY));
        assertThat(mme.isConnected("hss.test")).isTrue();
        DiameterMessage noPath =
                TestNode.request(318, ApplicationId.S6T, "mme.test", "hss.test", 0);
        assertThat(mme.exchange(noPath, 5_000)).isInstanceOf(Outcome.Undeliverable.class);
        assertThat(mme.exchange(TestNode.request("scef.test"), 5_000))
                .isInstanceOf(Outcome.Undeliverable.class);
    }

    @Test
    void aDeadlineEndsTheWaitAndALateAnswerIsDropped() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        DiameterNode hss =
                hss((request, peer) -> {
                    awaitQuietly(release);
                    return TestNode.success(request, peer);
                });
        DiameterNode mme = mmeOf(hss);
        assertThat(mme.exchange(TestNode.request((String) null), 50))
                .isEqualTo(new Outcome.TimedOut());
        release.countDown();
        assertThat(result(mme.exchange(TestNode.request((String) null), 10_000))).isEqualTo(2001);
        assertThat(mme.counted(Counter.TIMED_OUT)).isEqualTo(1);
        assertThat(mme.counted(Counter.UNSOLICITED_ANSWERS)).isEqualTo(1);
    }

    @Test
    void beyondTheBoundRequestsAreAnsweredTooBusy() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        DiameterNode hss =
                start(
                        new TestNode("hss.test", "home.test")
                                .peer("mme.test", null)
                                .limits(TestNode.LIMITS.withMaxRequests(2, 16))
                                .handler((request, peer) -> {
                                    awaitQuietly(release);
                                    return TestNode.success(request, peer);
                                }));
        DiameterNode mme = mmeOf(hss);
        List<CompletableFuture<Outcome>> outcomes = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            outcomes.add(mme.send(TestNode.request((String) null), 20_000));
        }
        assertThat(result(outcomes.get(2).get(10, SECONDS))).isEqualTo(3004);
        release.countDown();
        assertThat(result(outcomes.get(0).get(10, SECONDS))).isEqualTo(2001);
        assertThat(result(outcomes.get(1).get(10, SECONDS))).isEqualTo(2001);
        assertThat(hss.counted(Counter.TOO_BUSY)).isEqualTo(1);
    }

    @Test
    void theTapSeesEveryMessageOnceOnEachSide() throws Exception {
        List<String> seen = new CopyOnWriteArrayList<>();
        DiameterTap tap =
                new DiameterTap() {
                    @Override
                    public void sent(String localHost, String peerHost, DiameterMessage message) {
                        seen.add(
                                localHost
                                        + ">"
                                        + peerHost
                                        + " "
                                        + message.toString().replaceAll("\\(.*", ""));
                    }

                    @Override
                    public void received(
                            String localHost, String peerHost, DiameterMessage message) {
                        seen.add(
                                localHost
                                        + "<"
                                        + peerHost
                                        + " "
                                        + message.toString().replaceAll("\\(.*", ""));
                    }
                };
        DiameterNode hss = hss(TestNode::success);
        DiameterNode mme = mmeOf(hss, new TestNode("mme.test", "visited.test").tap(tap));
        mme.exchange(TestNode.request((String) null), 5_000);
        assertThat(seen)
                .containsExactly(
                        "mme.test>hss.test CER",
                        "mme.test<hss.test CEA",
                        "mme.test>hss.test AIR",
                        "mme.test<hss.test AIA");
    }

    @Test
    void closingFinishesWhatIsUnderWayAndSaysGoodbye() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        DiameterNode hss =
                hss((request, peer) -> {
                    entered.countDown();
                    awaitQuietly(release);
                    return TestNode.success(request, peer);
                });
        DiameterNode mme = mmeOf(hss);
        CompletableFuture<Outcome> outcome = mme.send(TestNode.request((String) null), 10_000);
        entered.await();
        CompletableFuture<Void> closing =
                CompletableFuture.runAsync(hss::close, task -> Thread.ofVirtual().start(task));
        release.countDown();
        assertThat(result(outcome.get(10, SECONDS))).isEqualTo(2001);
        closing.get(10, SECONDS);
        assertThat(hss.exchange(TestNode.request("mme.test"), 1_000))
                .isInstanceOf(Outcome.Undeliverable.class);
    }

    @Test
    void onlyRequestsAreSent() throws Exception {
        DiameterNode hss = hss(TestNode::success);
        DiameterMessage answer =
                TestNode.success(
                        new Origin("hss.test", "home.test"), TestNode.request((String) null), "x");
        assertThatThrownBy(() -> hss.send(answer, 1)).isInstanceOf(IllegalArgumentException.class);
    }
}
