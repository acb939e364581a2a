package dev.bestow.network.control;

import dev.bestow.core.Imsi;
import dev.bestow.core.SubscriberTrace;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/// Tells what happened to the keys of one subscriber, whose IMSI is its argument, and what that comes to. Only reads.
///
/// @param <E> what can happen at this kind of node
public final class TraceAction<E extends SubscriberTrace.Event> implements ControlAction {
    /// What the control socket calls it.
    public static final String VERB = "trace";

    private final SubscriberTrace<E> trace;
    private final Function<Imsi, String> unseen;

    /// @param unseen says what it may mean that nothing was noted of a subscriber
    public TraceAction(SubscriberTrace<E> trace, Function<Imsi, String> unseen) {
        this.trace = trace;
        this.unseen = unseen;
    }

    @Override
    public String run(String argument, Consumer<String> progress) {
        Imsi imsi = Imsi.parse(argument);
        List<SubscriberTrace.Entry<E>> entries = trace.of(imsi);
        String nothing = entries.isEmpty() ? unseen.apply(imsi) : "";
        entries.forEach(entry -> progress.accept(entry.line()));
        return trace.summary(entries, nothing);
    }

    @Override
    public boolean takesTurn() {
        return false;
    }
}
