package dev.bestow.conformance;

import dev.bestow.wire.diameter.AvpDefinition;
import dev.bestow.wire.diameter.AvpType;
import dev.bestow.wire.diameter.BestowAvps;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Which of our own AVPs a capture holds. tshark does not open groups it does not know, so those
/// are walked here.
public final class VendorCodes {
    private static final Map<Integer, AvpType> TYPES =
            new BestowAvps(BestowAvps.DEFAULT_VENDOR_ID)
                    .all().stream()
                            .collect(Collectors.toMap(AvpDefinition::code, AvpDefinition::type));

    private VendorCodes() {}

    /// All codes of the registry.
    public static NavigableSet<Integer> registry() {
        return new TreeSet<>(TYPES.keySet());
    }

    /// Codes under our vendor id, those inside our own groups included.
    public static NavigableSet<Integer> in(DiameterDissection dissection) {
        NavigableSet<Integer> codes = new TreeSet<>();
        for (DiameterDissection.Message message : dissection.messages()) {
            for (DiameterDissection.Avp avp : message.avps()) {
                if (avp.vendor() == BestowAvps.DEFAULT_VENDOR_ID) {
                    collect(avp.octets().toArray(), codes);
                }
            }
        }
        return codes;
    }

    private static void collect(byte[] octets, NavigableSet<Integer> codes) {
        ByteBuffer in = ByteBuffer.wrap(octets);
        while (in.hasRemaining()) {
            int code = in.getInt();
            int word = in.getInt();
            int header = word < 0 ? 12 : 8;
            int vendor = header == 12 ? in.getInt() : 0;
            byte[] data = new byte[(word & 0xff_ffff) - header];
            in.get(data);
            in.position(Math.min(in.position() + (-data.length & 3), in.limit()));
            if (vendor == BestowAvps.DEFAULT_VENDOR_ID) {
                codes.add(code);
                if (TYPES.get(code) == AvpType.GROUPED) {
                    collect(data, codes);
                }
            }
        }
    }
}
