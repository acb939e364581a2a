package dev.bestow.conformance.planted.cli;

import dev.bestow.conformance.planted.hss.HssNode;

/// A command that puts a node together by itself.
final class HomeMadeNetwork {
    HssNode start() {
        return new HssNode();
    }
}
