package dev.bestow.conformance;

import dev.bestow.conformance.IsolationPopulation.Endpoint;
import dev.bestow.conformance.IsolationPopulation.Ue;
import dev.bestow.conformance.IsolationQuestions.Retrieval;
import dev.bestow.conformance.IsolationQuestions.User;
import dev.bestow.core.Rand;
import dev.bestow.wire.north.KeySubject;
import dev.bestow.wire.north.RetrievedKey;

import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;

/// Holds every answer against the rules, each of which is checked for itself. Thread-safe.
final class IsolationJudge {
    /// What must hold of each answer.
    enum Rule {
        NO_KEY_ABOVE_LEAF_LEVEL,
        A_KEY_IS_THE_CALLERS_OWN_OF_THAT_RUN,
        A_KEYS_SUBSCRIBER_ALLOWS_THE_CALLER,
        A_KEYS_SUBSCRIBER_IS_OF_THE_CALLERS_TENANT,
        A_KEY_HAS_THE_NAME_THAT_WAS_ASKED,
        A_KEY_IS_OF_THE_USER_THAT_WAS_NAMED,
        AN_ENDPOINT_LEARNS_NO_MORE_THAN_IT_MAY_OF_THE_USER,
        AN_ENDPOINT_GETS_ALL_ITS_KEYS_OF_A_NAME,
        AN_ANSWER_HAS_THE_STATUS_IT_OUGHT_TO,
        A_REFUSAL_SAYS_NOTHING_OF_WHY,
        A_REPORT_COUNTS_FOR_KEYS_THAT_WERE_HANDED_OUT
    }

    /// What an endpoint was handed.
    private record Handed(Endpoint endpoint, Rand rand) {}

    /// What tells refusals apart: whether the caller asks in its own name is its own doing.
    private record Refusal(int status, boolean inItsOwnName) {}

    private static final int OK = 200;
    private static final int DONE = 204;
    private static final int NOT_FOUND = 404;
    private static final int FORBIDDEN = 403;
    private static final int CONFLICT = 409;

    /// Of a key, an EMKS remembers so many endpoints that were handed it.
    private static final int REMEMBERED = 8;

    private final IsolationRuns runs;
    private final Map<Rule, Queue<String>> broken = new ConcurrentSkipListMap<>();
    private final Map<String, LongAdder> counts = new ConcurrentSkipListMap<>();
    private final Map<Refusal, Set<RawEndpoint.Reply>> refusals = new ConcurrentHashMap<>();
    private final Map<Endpoint, Queue<Rand>> handed = new ConcurrentHashMap<>();
    private final Set<Handed> everHanded = ConcurrentHashMap.newKeySet();
    private final Queue<Runnable> undecided = new ConcurrentLinkedQueue<>();

    IsolationJudge(IsolationRuns runs) {
        this.runs = runs;
    }

    /// The runs whose keys such a question has to be answered with, as far as they are known when it is asked.
    List<IsolationRuns.Run> due(Retrieval question) {
        return runs.named(question.randId()).stream()
                .filter(run -> run.ue().allows(question.asker()))
                .filter(run -> isTranslated(question) && question.user().is(run.ue()))
                .toList();
    }

    /// An SCEF knows no application identities.
    private static boolean isTranslated(Retrieval question) {
        return question.atEmks() || question.user() instanceof User.Unnamed;
    }

    /// @param registered whether a question without a name has one all the same
    /// @param due from before it was asked
    void retrieved(
            Retrieval question,
            boolean registered,
            List<IsolationRuns.Run> due,
            RawEndpoint.Reply reply) {
        List<RetrievedKey> keys = reply.status() == OK ? reply.keys() : List.of();
        if (question.claimed() == null && !registered) {
            // Another question of the same endpoint may register it meanwhile.
            check(reply.status() != OK || question.asker().isGenuine(), question, reply);
        } else {
            int expected = expected(question, due);
            boolean grown = expected == NOT_FOUND && reply.status() == OK;
            check(reply.status() == expected || grown, question, reply);
            require(
                    reply.status() != OK
                            || due.stream()
                                    .allMatch(run ->
                                            keys.stream()
                                                    .anyMatch(
                                                            key -> key.rand().equals(run.rand()))),
                    Rule.AN_ENDPOINT_GETS_ALL_ITS_KEYS_OF_A_NAME,
                    question);
        }
        refused(isInItsOwnName(question.asker(), question.claimed()), reply);
        count("retrieval", reply);
        keys.forEach(key -> judge(question, key, reply));
    }

    private static boolean isInItsOwnName(Endpoint asker, @Nullable Endpoint claimed) {
        return asker.isGenuine() && (claimed == null || claimed.equals(asker));
    }

    private static int expected(Retrieval question, List<IsolationRuns.Run> due) {
        Endpoint asker = question.asker();
        boolean isServed = asker.served() && asker.isEmse() == question.atEmks();
        if (!isInItsOwnName(asker, question.claimed()) || !isServed) {
            return FORBIDDEN;
        }
        if (question.user() instanceof User.ByImsi && !asker.translating()) {
            return FORBIDDEN;
        }
        String root = question.root();
        if (root != null && !root.equals(asker.row().root().name())) {
            return CONFLICT;
        }
        return due.isEmpty() ? NOT_FOUND : OK;
    }

    private void check(boolean holds, Object question, RawEndpoint.Reply reply) {
        require(holds, Rule.AN_ANSWER_HAS_THE_STATUS_IT_OUGHT_TO, reply.status(), question);
    }

    /// A run is known a moment after its key is at the key server; then it is judged in the end.
    private void judge(Retrieval question, RetrievedKey key, RawEndpoint.Reply reply) {
        IsolationRuns.Run run = runs.of(key.rand());
        if (run == null) {
            undecided.add(() -> judgeAtLast(question, key, reply));
        } else {
            judge(question, key, run, reply);
        }
    }

    private void judgeAtLast(Retrieval question, RetrievedKey key, RawEndpoint.Reply reply) {
        IsolationRuns.Run run = runs.of(key.rand());
        require(run != null, Rule.A_KEY_IS_THE_CALLERS_OWN_OF_THAT_RUN, question);
        if (run != null) {
            judge(question, key, run, reply);
        }
    }

    private void judge(
            Retrieval question, RetrievedKey key, IsolationRuns.Run run, RawEndpoint.Reply reply) {
        Endpoint asker = question.asker();
        String octets = key.leaf().octets().use(HexFormat.of()::formatHex);
        KeyOwners.Owner owner = runs.owner(octets);
        KeyOwners.Owner right =
                asker.isEmse()
                        ? new KeyOwners.Owner.OfEmse(asker.name(), run.rand())
                        : new KeyOwners.Owner.OfServer(asker.name(), run.rand());
        Ue ue = run.ue();
        Object[] what = {owner, question, ue};
        require(!(owner instanceof KeyOwners.Owner.Anchor), Rule.NO_KEY_ABOVE_LEAF_LEVEL, what);
        require(owner.equals(right), Rule.A_KEY_IS_THE_CALLERS_OWN_OF_THAT_RUN, what);
        require(ue.allows(asker), Rule.A_KEYS_SUBSCRIBER_ALLOWS_THE_CALLER, what);
        require(
                ue.tenant().equals(asker.tenant()),
                Rule.A_KEYS_SUBSCRIBER_IS_OF_THE_CALLERS_TENANT,
                what);
        require(
                key.rand().id().equals(question.randId()),
                Rule.A_KEY_HAS_THE_NAME_THAT_WAS_ASKED,
                what);
        require(question.user().is(ue), Rule.A_KEY_IS_OF_THE_USER_THAT_WAS_NAMED, what);
        require(
                key.subject().equals(subject(question, ue))
                        && (asker.translating() || !reply.body().contains(ue.imsi().digits())),
                Rule.AN_ENDPOINT_LEARNS_NO_MORE_THAN_IT_MAY_OF_THE_USER,
                what);
        if (everHanded.add(new Handed(asker, run.rand()))) {
            handed.computeIfAbsent(asker, _ -> new ConcurrentLinkedQueue<>()).add(run.rand());
        }
        key.close();
    }

    private static KeySubject subject(Retrieval question, Ue ue) {
        String external = ue.names().external();
        return switch (question.user()) {
            case User.Application(var identity) -> new KeySubject.Application(identity);
            case User.ByImsi _, User.Unnamed _ ->
                    question.asker().translating()
                            ? new KeySubject.Subscriber(external, ue.imsi())
                            : new KeySubject.External(external);
        };
    }

    /// What the endpoint was handed so far.
    Collection<Rand> handed(Endpoint endpoint) {
        return handed.getOrDefault(endpoint, new ConcurrentLinkedQueue<>());
    }

    /// @param handed whether the endpoint had been handed that key when it reported
    void reported(
            Endpoint asker, Endpoint claimed, Rand rand, boolean handed, RawEndpoint.Reply reply) {
        boolean own = isInItsOwnName(asker, claimed);
        List<Object> what = List.of("report", asker, claimed);
        if (!own || !asker.served()) {
            check(reply.status() == FORBIDDEN, what, reply);
        } else if (asker.isEmse() && handed && isRemembered(rand)) {
            check(reply.status() == DONE, what, reply);
        } else {
            check(reply.status() == NOT_FOUND || reply.status() == DONE, what, reply);
        }
        if (reply.status() == DONE) {
            undecided.add(() ->
                    require(
                            own && asker.isEmse() && everHanded.contains(new Handed(asker, rand)),
                            Rule.A_REPORT_COUNTS_FOR_KEYS_THAT_WERE_HANDED_OUT,
                            what));
        }
        refused(own, reply);
        count("report", reply);
    }

    private boolean isRemembered(Rand rand) {
        IsolationRuns.Run run = runs.of(rand);
        return run != null
                && run.ue().allowed().stream().filter(id -> id.fqdn().startsWith("emse")).count()
                        <= REMEMBERED;
    }

    /// @param atEmks which key server was asked
    void registered(Endpoint asker, Endpoint claimed, boolean atEmks, RawEndpoint.Reply reply) {
        boolean own = isInItsOwnName(asker, claimed);
        boolean isServed = asker.served() && asker.isEmse() == atEmks;
        check(
                reply.status() == (own && isServed ? OK : FORBIDDEN),
                List.of("registration", asker, claimed),
                reply);
        refused(own, reply);
        count("registration", reply);
    }

    private void refused(boolean inItsOwnName, RawEndpoint.Reply reply) {
        if (reply.status() == NOT_FOUND || reply.status() == FORBIDDEN) {
            Set<RawEndpoint.Reply> known =
                    refusals.computeIfAbsent(
                            new Refusal(reply.status(), inItsOwnName),
                            _ -> ConcurrentHashMap.newKeySet());
            known.add(reply);
            require(known.size() == 1, Rule.A_REFUSAL_SAYS_NOTHING_OF_WHY, known);
        }
    }

    private void count(String question, RawEndpoint.Reply reply) {
        counts.computeIfAbsent(question + " " + reply.status(), _ -> new LongAdder()).increment();
    }

    private void require(boolean holds, Rule rule, Object... what) {
        if (!holds) {
            broken.computeIfAbsent(rule, _ -> new ConcurrentLinkedQueue<>())
                    .add(List.of(what).toString());
        }
    }

    /// Each rule that was broken, how often, and the first time; once all is asked.
    Map<Rule, String> broken() {
        for (Runnable each = undecided.poll(); each != null; each = undecided.poll()) {
            each.run();
        }
        Map<Rule, String> all = new TreeMap<>();
        broken.forEach((rule, times) -> all.put(rule, times.size() + " times: " + times.peek()));
        return all;
    }

    /// How many answers of each status there were to each sort of question.
    Map<String, Long> counts() {
        Map<String, Long> all = new TreeMap<>();
        counts.forEach((question, count) -> all.put(question, count.sum()));
        return all;
    }
}
