package dev.bestow.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestow.conformance.IsolationPopulation.Endpoint;
import dev.bestow.conformance.IsolationPopulation.Ue;
import dev.bestow.conformance.IsolationQuestions.Retrieval;
import dev.bestow.core.Entropy;
import dev.bestow.core.Rand;
import dev.bestow.network.RunningKeyServer;
import dev.bestow.network.config.EmksNodeConfig;
import dev.bestow.network.config.ScefNodeConfig;
import dev.bestow.network.config.ServedBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/// No caller ever gets another's key, another tenant's subscriber, or any key above leaf level: 50 endpoints of all
/// roles, strangers among them, ask for the keys of 1,000 devices, their own and others', at random and at once, while
/// devices attach again. `-Disolation.requests=1000000` is the long form, `-Dbestow.seed` draws others.
@Timeout(3_600)
class IsolationTest {
    private static final int REQUESTS = Integer.getInteger("isolation.requests", 20_000);
    private static final long SEED = Long.getLong("bestow.seed", 33_863);
    private static final int ASKING = 16;
    private static final int ATTACHING = 8;

    /// No device attaches again so often that its first keys would be superseded and go.
    private static final int ATTACHES_AGAIN = 300;

    @TempDir private Path folder;
    private final Random random = new Random(SEED);
    private final IsolationPopulation population = IsolationPopulation.of(random);
    private final IsolationRuns runs = new IsolationRuns(population);
    private final IsolationJudge judge = new IsolationJudge(runs);
    private final Map<String, RawEndpoint> clients = new ConcurrentHashMap<>();
    private final Set<String> registered = ConcurrentHashMap.newKeySet();
    private final AtomicInteger rands = new AtomicInteger();

    /// Each fourth RAND id names three runs, of different subscribers: what a name means is not whose key it is.
    private Entropy sharingNames(Entropy chance) {
        return octets -> {
            chance.fill(octets);
            if (octets.length == Rand.OCTETS) {
                int group = rands.getAndIncrement() / 3;
                if (group % 4 == 0) {
                    ByteBuffer.wrap(octets).putInt(Rand.OCTETS - Integer.BYTES, group);
                }
            }
        };
    }

    private PublicNetwork network() throws Exception {
        List<ServedBy> rows =
                population.endpoints().stream()
                        .filter(Endpoint::isEmse)
                        .map(each -> new ServedBy(each.name(), each.row()))
                        .toList();
        var network =
                new PublicNetwork(
                        new PublicNetwork.Setup(rows, this::scef, this::emks, this::sharingNames),
                        folder);
        network.hss()
                .store()
                .subscribers()
                .putAll(
                        population.ues().stream()
                                .map(ue ->
                                        ue.card()
                                                .subscriber(
                                                        network.hss(),
                                                        ue.names(),
                                                        List.copyOf(ue.allowed())))
                                .toList());
        return network;
    }

    private ScefNodeConfig.Policy scef(ScefNodeConfig.Policy usual) {
        return new ScefNodeConfig.Policy(
                usual.solution(),
                usual.solutions(),
                usual.mmePools(),
                population.servedAt(false),
                usual.keyLifetimeSeconds(),
                usual.refreshSeconds(),
                usual.scefDerives());
    }

    private EmksNodeConfig.Policy emks(EmksNodeConfig.Policy usual) {
        return new EmksNodeConfig.Policy(
                usual.solution(),
                usual.solutions(),
                population.servedAt(true),
                population.endpoints().stream()
                        .filter(Endpoint::translating)
                        .map(Endpoint::name)
                        .toList(),
                usual.keyIdentifier(),
                usual.keyLifetimeSeconds(),
                usual.keptKeys());
    }

    @Test
    void nobodyGetsWhatIsAnothers() throws Exception {
        System.out.println("IsolationTest: bestow.seed=" + SEED);
        assertThat(population.endpoints()).hasSize(50);
        try (var network = network();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            attachAll(network, threads);
            List<Future<?>> asking = new ArrayList<>();
            for (int i = 0; i < ASKING; i++) {
                var questions =
                        new IsolationQuestions(population, runs, new Random(random.nextLong()));
                asking.add(threads.submit(() -> ask(network, questions, REQUESTS / ASKING)));
            }
            attachAgain(network);
            for (Future<?> each : asking) {
                each.get();
            }
        } finally {
            clients.values().forEach(RawEndpoint::close);
        }
        assertThat(judge.broken()).as("seed %s", SEED).isEmpty();
        assertThat(judge.counts().keySet())
                .as("what was asked and answered: %s", judge.counts())
                .containsExactlyInAnyOrder(
                        "retrieval 200",
                        "retrieval 400",
                        "retrieval 403",
                        "retrieval 404",
                        "retrieval 409",
                        "report 204",
                        "report 403",
                        "report 404",
                        "registration 200",
                        "registration 403");
    }

    private void attachAll(PublicNetwork network, ExecutorService threads) throws Exception {
        List<Future<?>> attaching = new ArrayList<>();
        var next = new AtomicInteger();
        for (int i = 0; i < ATTACHING; i++) {
            attaching.add(
                    threads.submit(() -> {
                        for (int n = next.getAndIncrement();
                                n < population.ues().size();
                                n = next.getAndIncrement()) {
                            runs.attach(network.mme(), population.ues().get(n), n % 4 != 0);
                        }
                    }));
        }
        for (Future<?> each : attaching) {
            each.get();
        }
    }

    /// At the other MME, every other device whose location is not even told.
    private void attachAgain(PublicNetwork network) {
        for (int i = 0; i < ATTACHES_AGAIN; i++) {
            Ue ue = population.ues().get(3 * i);
            runs.attach(network.otherMme(), ue, i % 2 == 0);
        }
    }

    private void ask(PublicNetwork network, IsolationQuestions questions, int times) {
        for (int i = 0; i < times; i++) {
            if (questions.oneIn(12)) {
                register(network, questions);
            } else if (questions.oneIn(5)) {
                report(network, questions);
            } else {
                retrieve(network, questions.anyRetrieval());
            }
        }
    }

    private RawEndpoint client(PublicNetwork network, Endpoint asker, boolean atEmks) {
        RunningKeyServer server = atEmks ? network.emks() : network.scef();
        return clients.computeIfAbsent(
                asker.certificate() + atEmks, _ -> network.endpoint(asker.certificate(), server));
    }

    private void retrieve(PublicNetwork network, Retrieval question) {
        Endpoint asker = question.asker();
        boolean isRegistered = registered.contains(asker.certificate() + question.atEmks());
        List<IsolationRuns.Run> due = judge.due(question);
        RawEndpoint.Reply reply =
                client(network, asker, question.atEmks())
                        .post(RawEndpoint.RETRIEVE, question.body());
        judge.retrieved(question, isRegistered, due, reply);
    }

    private void report(PublicNetwork network, IsolationQuestions questions) {
        Endpoint asker = questions.anyEndpoint();
        Endpoint claimed = questions.anyClaim(asker);
        List<Rand> handed = List.copyOf(judge.handed(asker));
        boolean own = !handed.isEmpty() && questions.oneIn(2);
        Rand rand =
                own
                        ? questions.anyOf(handed)
                        : questions.oneIn(4)
                                ? questions.anyRand()
                                : questions.anyRun(asker, questions.oneIn(2)).rand();
        RawEndpoint.Reply reply =
                client(network, asker, asker.isEmse())
                        .post(RawEndpoint.REPORT, IsolationQuestions.reportBody(claimed, rand));
        judge.reported(asker, claimed, rand, own, reply);
    }

    private void register(PublicNetwork network, IsolationQuestions questions) {
        Endpoint asker = questions.anyEndpoint();
        Endpoint claimed = questions.oneIn(2) ? asker : questions.anyEndpoint();
        boolean atEmks = questions.anyServer(asker);
        RawEndpoint.Reply reply =
                client(network, asker, atEmks)
                        .post(RawEndpoint.REGISTER, IsolationQuestions.registrationBody(claimed));
        judge.registered(asker, claimed, atEmks, reply);
        if (reply.status() == 200) {
            registered.add(asker.certificate() + atEmks);
        }
    }
}
