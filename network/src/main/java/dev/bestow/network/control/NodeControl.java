package dev.bestow.network.control;

import dev.bestow.core.InvalidValue;
import dev.bestow.keystore.StoreFailure;
import dev.bestow.link.control.ControlDesk;
import dev.bestow.link.control.ControlSocket;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/// The actions of one node by their verbs. Those that take turns run one at a time: a backup taken while the master key
/// changes would need two key files.
public final class NodeControl implements ControlDesk {
    private static final Logger LOG = System.getLogger("control");

    private final Map<String, ControlAction> actions;
    private final ReentrantLock turn = new ReentrantLock();

    public NodeControl(Map<String, ControlAction> actions) {
        this.actions = Map.copyOf(actions);
    }

    @Override
    public String answer(String request, Consumer<String> progress) {
        String[] words = request.split(" ", 2);
        ControlAction action = actions.get(words[0]);
        if (action == null) {
            return failed(
                    "this node can be asked for " + actions.keySet().stream().sorted().toList());
        }
        String argument = words.length > 1 ? words[1] : "";
        if (!action.takesTurn()) {
            return done(words[0], action, argument, progress);
        }
        if (!turn.tryLock()) {
            return failed("something else is under way; ask again when it is done");
        }
        try {
            return done(words[0], action, argument, progress);
        } finally {
            turn.unlock();
        }
    }

    private static String done(
            String verb, ControlAction action, String argument, Consumer<String> progress) {
        try {
            LOG.log(Level.INFO, "asked for {0}", verb);
            String outcome = action.run(argument, progress);
            LOG.log(Level.INFO, "{0} done: {1}", verb, outcome);
            return ControlSocket.OK + " " + outcome;
        } catch (InvalidValue | StoreFailure | IOException e) {
            LOG.log(Level.WARNING, "{0} failed: {1}", verb, e.getMessage());
            return failed(String.valueOf(e.getMessage()));
        }
    }

    private static String failed(String reason) {
        return ControlSocket.FAILED + " " + reason;
    }
}
