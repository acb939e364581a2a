package dev.bestow.mme;

import static dev.bestow.conformance.fuzz.Decoder.same;

import dev.bestow.conformance.fuzz.Decoder;
import dev.bestow.core.InvalidValue;
import dev.bestow.core.KeyRoot;

import java.nio.ByteBuffer;
import java.util.Map;

/// A record of an MME's snapshot, in every version.
public final class SnapshotDecoder {
    /// By the name of its corpus.
    public static final Map<String, Decoder> ALL = Map.of("mme-snapshot", SnapshotDecoder::record);

    private static final int ROOM = 1 << 18;

    private SnapshotDecoder() {}

    private static void record(byte[] octets) {
        for (int version = 1; version <= Snapshot.VERSION; version++) {
            KeyRoot onlyRoot = version == Snapshot.VERSION_OF_ONE_ROW ? KeyRoot.CK_IK : null;
            try {
                KeptUeContext kept =
                        UeContextCodec.decode(
                                ByteBuffer.wrap(octets).asReadOnlyBuffer(), version, onlyRoot);
                ByteBuffer out = ByteBuffer.allocate(ROOM);
                UeContextCodec.encode(kept, out);
                same(kept, UeContextCodec.decode(out.flip(), Snapshot.VERSION, null));
            } catch (InvalidValue refused) {
                same(refused.reason().isBlank(), false);
            }
        }
    }
}
