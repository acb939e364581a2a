package dev.bestow.conformance.planted.wire;

/// A codec that logs.
final class TalkativeCodec {
    private static final System.Logger LOG = System.getLogger("codec");

    void decode() {
        LOG.log(System.Logger.Level.INFO, "decoded");
    }
}
