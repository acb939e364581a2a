package dev.bestow.cli.node;

import picocli.CommandLine.Option;

/// The operator's word about a clock that does not fit the epoch keys.
final class ConfirmClockOption {
    @Option(
            names = "--confirm-clock",
            description = {
                "Your word that the machine's clock is right, when a start refuses to believe it."
                    + " What has expired by it is destroyed, and does not come back with the clock."
            })
    private boolean given;

    boolean given() {
        return given;
    }
}
