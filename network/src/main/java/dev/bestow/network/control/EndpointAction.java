package dev.bestow.network.control;

import dev.bestow.core.AsId;
import dev.bestow.core.Clock;
import dev.bestow.core.InvalidValue;
import dev.bestow.keystore.EndpointStore;
import dev.bestow.keystore.Standing;

import java.time.Instant;
import java.util.Collection;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Shuts an endpoint of a key server out, admits it again, or lists how each stands: `shut-out NAME`, `admit NAME` or
/// `list`.
///
/// An endpoint that is shut out is refused, durably and at every key server of the store, and is never given a key
/// again that was here at that time: once it is admitted it gets those of later AKA runs. Keys of other endpoints go
/// on, for nobody learns one leaf from another.
public final class EndpointAction implements ControlAction {
    /// What the control socket calls it.
    public static final String VERB = "endpoint";

    private final EndpointStore store;
    private final Supplier<? extends Collection<AsId>> served;
    private final Clock clock;
    private final Consumer<AsId> shutOut;

    /// @param served the endpoints of the configuration at that moment
    /// @param shutOut ends what is under way with an endpoint that is refused from now on
    public EndpointAction(
            EndpointStore store,
            Supplier<? extends Collection<AsId>> served,
            Clock clock,
            Consumer<AsId> shutOut) {
        this.store = store;
        this.served = served;
        this.clock = clock;
        this.shutOut = shutOut;
    }

    @Override
    public String run(String argument, Consumer<String> progress) {
        String[] words = argument.split(" ", 2);
        String name = words.length > 1 ? words[1] : "";
        return switch (words[0]) {
            case "shut-out" -> shutOut(named(name));
            case "admit" -> admit(named(name));
            case "list" -> list(progress);
            default -> throw new InvalidValue(VERB, "takes shut-out NAME, admit NAME or list");
        };
    }

    /// A name that is mistyped must not look like one that is shut out. One that the configuration has lost is.
    private AsId named(String name) {
        AsId endpoint = AsId.parse(name);
        Collection<AsId> configured = served.get();
        boolean known = configured.contains(endpoint) || store.standing(endpoint).change() > 0;
        if (known) {
            return endpoint;
        }
        throw new InvalidValue(VERB, endpoint + " is none of " + configured);
    }

    private String shutOut(AsId endpoint) {
        store.keep(store.standing(endpoint).shutOut(clock.nowMs()));
        shutOut.accept(endpoint);
        return endpoint
                + " is shut out: it gets no key, and once it is admitted none of before now; its"
                + " devices get fresh ones with their next AKA run";
    }

    private String admit(AsId endpoint) {
        Standing standing = store.standing(endpoint);
        store.keep(standing.admitted());
        return standing.isShutOut()
                ? endpoint + " is admitted, to keys made after " + freshFrom(standing)
                : endpoint + " is not shut out";
    }

    private String list(Consumer<String> progress) {
        Collection<AsId> configured = served.get();
        configured.forEach(endpoint -> progress.accept(line(store.standing(endpoint))));
        store.standings().stream()
                .filter(standing -> !configured.contains(standing.endpoint()))
                .forEach(standing ->
                        progress.accept(line(standing) + ", and not in the configuration"));
        return configured.size() + " endpoints are configured";
    }

    private static String line(Standing standing) {
        if (standing.change() == 0) {
            return standing.endpoint() + "  admitted";
        }
        return standing.endpoint()
                + (standing.isShutOut() ? "  shut out" : "  admitted")
                + ", to no key made before "
                + freshFrom(standing);
    }

    private static Instant freshFrom(Standing standing) {
        return Instant.ofEpochMilli(standing.freshFromMs());
    }
}
