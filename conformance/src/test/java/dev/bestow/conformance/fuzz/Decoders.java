package dev.bestow.conformance.fuzz;

import dev.bestow.mme.SnapshotDecoder;
import dev.bestow.session.esp.EspDecoders;
import dev.bestow.ue.DeviceFileDecoder;
import dev.bestow.ue.card.CardDecoders;
import dev.bestow.ue.modem.ModemDecoders;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Every decoder of octets from outside, by the name of its corpus. `fuzz/decoders.txt` says which of them reaches
/// which method of the product.
final class Decoders {
    static final Map<String, Decoder> ALL;

    static {
        var all = new LinkedHashMap<String, Decoder>();
        List.of(
                        WireDecoders.ALL,
                        NorthDecoders.ALL,
                        KeyDecoders.ALL,
                        ProtectionDecoders.ALL,
                        EspDecoders.ALL,
                        CardDecoders.ALL,
                        ModemDecoders.ALL,
                        DeviceFileDecoder.ALL,
                        SnapshotDecoder.ALL)
                .forEach(all::putAll);
        ALL = Collections.unmodifiableMap(all);
    }

    private Decoders() {}
}
