package dev.bestow.conformance;

import dev.bestow.conformance.IsolationPopulation.Endpoint;
import dev.bestow.conformance.IsolationPopulation.Ue;
import dev.bestow.core.ApplicationIdentity;
import dev.bestow.core.Octets;
import dev.bestow.core.Rand;
import dev.bestow.core.RandId;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Random;

/// Draws what endpoints ask: what is theirs, what is others', and what is nobody's.
final class IsolationQuestions {
    /// A retrieval.
    ///
    /// @param atEmks which key server is asked
    /// @param claimed in whose name; null for no name
    /// @param randId null for a GUTI that nobody has
    /// @param root null for none
    record Retrieval(
            Endpoint asker,
            boolean atEmks,
            @Nullable Endpoint claimed,
            @Nullable RandId randId,
            @Nullable String root,
            User user) {
        String body() {
            String name =
                    randId == null
                            ? "\"guti\":\"00f110800112c0de0001\",\"eksi\":3"
                            : "\"randId\":\"" + randId + "\"";
            return "{"
                    + asId(claimed)
                    + "\"keyName\":{"
                    + name
                    + "}"
                    + rootMember()
                    + user.json()
                    + "}";
        }

        private String rootMember() {
            return root == null ? "" : ",\"root\":\"" + root + "\"";
        }
    }

    /// Whom a retrieval names.
    sealed interface User {
        /// Nobody.
        record Unnamed() implements User {}

        /// By an application identity.
        record Application(ApplicationIdentity identity) implements User {}

        /// By an IMSI.
        record ByImsi(String digits) implements User {}

        default String json() {
            return switch (this) {
                case Unnamed() -> "";
                case Application(ApplicationIdentity identity) ->
                        ",\"applicationIdentity\":\"" + identity.text() + "\"";
                case ByImsi(String digits) -> ",\"imsi\":\"" + digits + "\"";
            };
        }

        default boolean is(Ue ue) {
            return switch (this) {
                case Unnamed() -> true;
                case Application(ApplicationIdentity identity) -> ue.isCalled(identity);
                case ByImsi(String digits) -> ue.imsi().digits().equals(digits);
            };
        }
    }

    private final IsolationPopulation population;
    private final IsolationRuns runs;
    private final Random random;

    IsolationQuestions(IsolationPopulation population, IsolationRuns runs, Random random) {
        this.population = population;
        this.runs = runs;
        this.random = random;
    }

    private static String asId(@Nullable Endpoint claimed) {
        return claimed == null ? "" : "\"asId\":\"" + claimed.name() + "\",";
    }

    static String reportBody(@Nullable Endpoint claimed, Rand rand) {
        String asId = asId(claimed);
        return "{" + asId + "\"rand\":\"" + rand + "\"}";
    }

    static String registrationBody(Endpoint claimed) {
        return "{\"asId\":\"" + claimed.name() + "\"}";
    }

    boolean oneIn(int many) {
        return random.nextInt(many) == 0;
    }

    <T> T anyOf(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    Endpoint anyEndpoint() {
        return anyOf(population.endpoints());
    }

    /// Its own key server, but for one time in twenty.
    boolean anyServer(Endpoint asker) {
        return asker.isEmse() ^ oneIn(20);
    }

    /// Its own name, but for one time in ten; then another's.
    Endpoint anyClaim(Endpoint asker) {
        return oneIn(10) ? anyEndpoint() : asker;
    }

    Rand anyRand() {
        byte[] octets = new byte[Rand.OCTETS];
        random.nextBytes(octets);
        return new Rand(Octets.copyOf(octets));
    }

    /// A run that `asker` may have a key of, if that is to be; or any.
    IsolationRuns.Run anyRun(Endpoint asker, boolean allowed) {
        List<IsolationRuns.Run> all = allowed ? runs.allowing(asker) : runs.all();
        return anyOf(all.isEmpty() ? runs.all() : all);
    }

    Retrieval anyRetrieval() {
        Endpoint asker = anyEndpoint();
        IsolationRuns.Run run = anyRun(asker, !oneIn(3));
        RandId name = oneIn(10) ? anyRand().id() : oneIn(40) ? null : run.rand().id();
        return new Retrieval(
                asker,
                anyServer(asker),
                oneIn(12) ? null : anyClaim(asker),
                name,
                anyRoot(asker),
                anyUser(asker, run.ue()));
    }

    private @Nullable String anyRoot(Endpoint asker) {
        return switch (random.nextInt(10)) {
            case 0 -> "KASME";
            case 1, 2, 3 -> asker.row().root().name();
            default -> null;
        };
    }

    private User anyUser(Endpoint asker, Ue ue) {
        Ue meant = oneIn(3) ? anyOf(population.ues()) : ue;
        if (oneIn(asker.translating() ? 2 : 12)) {
            return new User.ByImsi(meant.imsi().digits());
        }
        List<ApplicationIdentity> identities = meant.names().application();
        if (oneIn(3) && !identities.isEmpty()) {
            return new User.Application(anyOf(identities));
        }
        return oneIn(30)
                ? new User.Application(new ApplicationIdentity("nobody"))
                : new User.Unnamed();
    }
}
