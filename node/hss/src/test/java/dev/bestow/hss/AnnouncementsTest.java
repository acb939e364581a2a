package dev.bestow.hss;

import static org.assertj.core.api.Assertions.assertThat;

import static java.util.concurrent.TimeUnit.SECONDS;

import dev.bestow.aka.Credentials;
import dev.bestow.core.Clock;
import dev.bestow.core.Imsi;
import dev.bestow.core.Ports;
import dev.bestow.core.Timers;
import dev.bestow.keys.solution.Party;
import dev.bestow.keys.solution.SolutionPlan;
import dev.bestow.keys.solution.SolutionTable;
import dev.bestow.keystore.LocationStore;
import dev.bestow.keystore.Notice;
import dev.bestow.keystore.Subscriber;
import dev.bestow.keystore.SubscriberStore;
import dev.bestow.keystore.memory.InMemoryStore;
import dev.bestow.link.diameter.CommandCaller;
import dev.bestow.link.diameter.CommandRouter;
import dev.bestow.link.diameter.DiameterConfig;
import dev.bestow.link.diameter.DiameterLimits;
import dev.bestow.link.diameter.DiameterNode;
import dev.bestow.wire.diameter.ApplicationId;
import dev.bestow.wire.diameter.BestowAvps;
import dev.bestow.wire.diameter.Origin;
import dev.bestow.wire.diameter.SessionIds;
import dev.bestow.wire.s6a.S6aCodec;
import dev.bestow.wire.s6t.S6tCodec;

import org.junit.jupiter.api.Test;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/// Notices go out one after the other. What happens to them on the wire is the conformance module's to show.
class AnnouncementsTest {
    private static final Imsi DAMAGED = Imsi.parse("001010000000001");
    private static final Imsi GOOD = Imsi.parse("001010000000002");
    private static final Clock CLOCK =
            new Clock() {
                @Override
                public long nowMs() {
                    return 1_000;
                }

                @Override
                public long nowNs() {
                    return 0;
                }
            };

    private final InMemoryStore store = new InMemoryStore();

    /// A pass has ended when the next one is set.
    private final CountDownLatch passed = new CountDownLatch(1);

    private final Ports ports = new Ports(CLOCK, this::later, new Random(5)::nextBytes);

    private Timers.Timer later(long delayMs, Runnable action) {
        passed.countDown();
        return () -> {};
    }

    /// A store in which the row of [#DAMAGED] does not read.
    private SubscriberStore damaged() {
        SubscriberStore rows = store.subscribers();
        InvocationHandler reads =
                (_, method, arguments) -> {
                    if (method.getName().equals("find") && DAMAGED.equals(arguments[0])) {
                        throw new IllegalStateException("a planted fault");
                    }
                    try {
                        return method.invoke(rows, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                };
        return (SubscriberStore)
                Proxy.newProxyInstance(
                        SubscriberStore.class.getClassLoader(),
                        new Class<?>[] {SubscriberStore.class},
                        reads);
    }

    private Announcements announcements(DiameterNode hss, Origin origin) {
        var bestow = new BestowAvps(BestowAvps.DEFAULT_VENDOR_ID);
        var caller =
                new CommandCaller(
                        hss, origin, new SessionIds(origin.host(), CLOCK, ports.entropy()));
        var config =
                new HssConfig(
                        SolutionPlan.of(SolutionTable.named("12")),
                        Map.of(Party.SCEF, "scef.test"),
                        Map.of(),
                        Set.of(),
                        PdnConnections.STANDARD,
                        HssConfig.DEFAULT_KEY_LIFETIME_SECONDS,
                        1,
                        1,
                        Set.of(),
                        AccessProfiles.BUILT_IN);
        var whole = HssStores.in(store, AnnouncementsTest::nobody, CLOCK, 0);
        var stores =
                new HssStores(
                        damaged(),
                        store.locations(),
                        whole.vault(),
                        whole.sqns(),
                        whole.counter(),
                        whole.instance(),
                        whole.trace());
        return new Announcements(
                new Announcements.Told(caller, new S6aCodec(bestow), new S6tCodec(bestow)),
                stores,
                () -> config,
                ports);
    }

    private static Credentials nobody(Subscriber subscriber) {
        throw new IllegalStateException("no vector is asked for");
    }

    private static Notice notice(Imsi imsi) {
        return new Notice(Notice.Kind.INSERT_SUBSCRIBER_DATA, imsi, "mme.test", "test", 1);
    }

    @Test
    void aNoticeThatCannotBeToldStaysAndKeepsNoOtherOneWaiting() throws Exception {
        LocationStore locations = store.locations();
        // In the order of IMSIs. The second has nothing to tell any more.
        locations.note(List.of(notice(DAMAGED), notice(GOOD)));
        Origin origin = new Origin("hss.test", "test");
        var network =
                new DiameterConfig(
                        origin.host(),
                        origin.realm(),
                        "Bestow",
                        BestowAvps.DEFAULT_VENDOR_ID,
                        Set.of(ApplicationId.S6A, ApplicationId.S6T),
                        null,
                        null,
                        List.of(),
                        DiameterLimits.DEFAULT,
                        null);
        try (var hss = new DiameterNode(network, ports, new CommandRouter(origin), null);
                var announcements = announcements(hss, origin)) {
            announcements.nudge();
            assertThat(passed.await(20, SECONDS)).isTrue();
            assertThat(locations.notices(null, 10)).containsExactly(notice(DAMAGED));
        }
    }
}
