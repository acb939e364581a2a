package dev.bestow.session.ua;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestow.core.Octets;
import dev.bestow.core.Secret;
import dev.bestow.keys.KApp;
import dev.bestow.wire.ua.UaForm;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.ArrayList;
import java.util.List;

class KAppObserverTest {
    private record Sight(FullName name, Octets randAs, Secret kApp) {}

    @ParameterizedTest
    @EnumSource(names = {"COMPACT", "LITERAL", "CERTIFICATE"})
    void bothEndsSeeTheSameKApp(UaForm form) {
        List<Sight> sights = new ArrayList<>();
        KAppObserver observer = (name, randAs, kApp) -> sights.add(sight(name, randAs, kApp));
        Journey journey = Journey.seeded(9);
        UaServer server =
                new UaServer(
                        journey.policy,
                        new UaServer.Ports(
                                journey.cache(),
                                journey.certificateKeys,
                                journey.claims,
                                (_, _, _) -> Journey.ACK,
                                RefreshRequests.NONE,
                                journey.clock,
                                journey.entropy),
                        new UaServer.Observers(observer, UaServerEvents.NONE));
        UaClient client =
                new UaClient(
                        new UaClient.Key(Journey.AS, Journey.BY_GUTI, Journey.ksAs(Journey.KS_AS)),
                        Journey.speech(form, true),
                        new UaClient.Ports(journey.entropy, journey.counts, observer));
        server.handle(client.request(Journey.REPORT).datagram(), Journey.SOURCE);
        assertThat(sights).hasSize(2);
        assertThat(sights.get(0)).isEqualTo(sights.get(1));
    }

    private static Sight sight(FullName name, Octets randAs, KApp kApp) {
        return new Sight(name, randAs, kApp.octets().copy());
    }
}
