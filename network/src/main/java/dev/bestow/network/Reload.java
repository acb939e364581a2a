package dev.bestow.network;

import dev.bestow.core.InvalidValue;
import dev.bestow.network.config.Differences;
import dev.bestow.network.config.NodeConfig;
import dev.bestow.network.control.ControlAction;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/// Reads the file again that a node was started with, and has the node take what is different in it: all of it, or,
/// where something is wrong or needs a restart, nothing.
public final class Reload implements ControlAction {
    /// What the control socket calls it.
    public static final String VERB = "reload";

    private static final Logger LOG = System.getLogger("reload");

    private final Path file;
    private final RunningNode node;

    /// @param file that `node` was started with
    public Reload(Path file, RunningNode node) {
        this.file = file.toAbsolutePath();
        this.node = node;
    }

    /// @param argument the file that whoever asks has in mind: to take another one than that would surprise him
    @Override
    public String run(String argument, Consumer<String> progress) throws IOException {
        requireOwn(argument);
        NodeConfig next = NodeConfig.read(file);
        NodeConfig now = node.config();
        if (next.node() != now.node()) {
            throw new InvalidValue(
                    file + ": node", "is %s, and a running %s".formatted(next.node(), now.node()));
        }
        List<String> keys = Differences.between((Record) now, (Record) next);
        requireTaken(keys);
        NodeChange change = node.change(next);
        change.taking().run();
        for (String line : change.lines()) {
            LOG.log(Level.INFO, line);
            progress.accept(line);
        }
        return keys.isEmpty() ? "nothing changed" : "taken from " + file;
    }

    private void requireOwn(String argument) throws IOException {
        boolean own;
        try {
            Path asked = Path.of(argument);
            own = asked.equals(file) || (Files.exists(asked) && Files.isSameFile(asked, file));
        } catch (InvalidPathException e) {
            own = false;
        }
        if (!own) {
            throw new InvalidValue(
                    argument, "is not the file this node was started with, which is " + file);
        }
    }

    private void requireTaken(List<String> keys) {
        Set<String> taken = node.takes();
        List<String> others = keys.stream().filter(key -> !taken.contains(key)).toList();
        if (!others.isEmpty()) {
            throw new InvalidValue(
                    file + ": " + String.join(", ", others),
                    "changed, which needs a restart, so nothing is taken; "
                            + (taken.isEmpty()
                                    ? "this node takes nothing while it runs"
                                    : "while it runs this node takes "
                                            + String.join(", ", new TreeSet<>(taken))));
        }
    }
}
