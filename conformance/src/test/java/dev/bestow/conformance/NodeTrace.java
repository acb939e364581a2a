package dev.bestow.conformance;

import dev.bestow.core.Imsi;
import dev.bestow.network.RunningNode;
import dev.bestow.network.control.NodeControl;

import java.util.ArrayList;
import java.util.List;

/// What a node answers to `bestow subscriber trace`.
final class NodeTrace {
    private NodeTrace() {}

    /// Through its control socket, without times and with `ID` for RAND ids. The last line is what it comes to.
    static List<String> of(RunningNode node, Imsi imsi) {
        List<String> lines = new ArrayList<>();
        String last = new NodeControl(node.actions()).answer("trace " + imsi.digits(), lines::add);
        lines.add(last);
        return lines.stream()
                .map(line ->
                        line.replaceFirst("^[0-9T:.-]+Z {2}", "")
                                .replaceFirst(" \\(\\d+ times since [^)]*\\)$", "")
                                .replaceFirst(" \\(\\d+ s ago\\)$", "")
                                .replaceAll("RAND id [0-9a-f]{8}", "RAND id ID")
                                .replaceAll("rand:[0-9a-f]{8}", "rand:ID"))
                .toList();
    }
}
