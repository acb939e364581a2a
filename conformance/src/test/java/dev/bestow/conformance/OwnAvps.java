package dev.bestow.conformance;

import dev.bestow.core.Octets;
import dev.bestow.wire.diameter.BaseAvps;
import dev.bestow.wire.diameter.BestowAvps;
import dev.bestow.wire.diameter.DiameterMessage;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What of Bestow's own a Diameter message holds. No dictionary says what is a group: whatever reads as AVPs is taken
/// for one.
final class OwnAvps {
    private static final int VENDOR_ID = BestowAvps.DEFAULT_VENDOR_ID;
    private static final int PLAIN_HEADER = 8;
    private static final int VENDOR_HEADER = 12;

    private OwnAvps() {}

    /// The codes of AVPs under our vendor id, at any depth, and that of Vendor-Id where it names us, as it does in a
    /// feature list of ours.
    static List<Integer> in(Octets message) {
        var avps = ByteBuffer.wrap(message.toArray()).position(DiameterMessage.HEADER_OCTETS);
        return inside(avps.slice()).orElseThrow(() -> new AssertionError("no Diameter message"));
    }

    private static Optional<List<Integer>> inside(ByteBuffer avps) {
        List<Integer> codes = new ArrayList<>();
        while (avps.hasRemaining()) {
            if (avps.remaining() < PLAIN_HEADER) {
                return Optional.empty();
            }
            int at = avps.position();
            int code = avps.getInt(at);
            int word = avps.getInt(at + 4);
            int header = word < 0 ? VENDOR_HEADER : PLAIN_HEADER;
            int length = word & 0xff_ffff;
            if (length < header || length > avps.remaining()) {
                return Optional.empty();
            }
            int vendor = word < 0 ? avps.getInt(at + PLAIN_HEADER) : 0;
            ByteBuffer data = avps.slice(at + header, length - header);
            boolean namesUs =
                    code == BaseAvps.VENDOR_ID.code()
                            && vendor == 0
                            && data.remaining() == Integer.BYTES
                            && data.getInt(0) == VENDOR_ID;
            if (vendor == VENDOR_ID || namesUs) {
                codes.add(code);
            }
            inside(data).ifPresent(codes::addAll);
            avps.position(Math.min(at + length + (-length & 3), avps.limit()));
        }
        return Optional.of(codes);
    }
}
