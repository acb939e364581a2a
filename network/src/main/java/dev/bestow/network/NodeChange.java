package dev.bestow.network;

import java.util.List;

/// What a running node would take over of another configuration; checked, and not taken yet.
///
/// @param lines what an operator is told of it, a line for each thing; none when nothing is different
/// @param taking takes it, and cannot fail
public record NodeChange(List<String> lines, Runnable taking) {
    public NodeChange {
        lines = List.copyOf(lines);
    }
}
