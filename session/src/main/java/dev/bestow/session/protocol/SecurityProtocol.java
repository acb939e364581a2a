package dev.bestow.session.protocol;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.stream.Collectors;

/// What protects reports between a device and an endpoint. Where a serving network forbids confidentiality, integrity
/// stays (TR 33.863 key issue 3): a protocol has a form there that authenticates and leaves its messages readable, or
/// it is not used there, and here is why.
public enum SecurityProtocol {
    /// Ua native. Without ciphering it keeps `t`.
    UA(null),
    /// CoAP in OSCORE. COSE registers no AEAD algorithm that leaves the text readable.
    OSCORE("every algorithm of OSCORE ciphers (RFC 8613 clause 3.1)"),
    /// ESP in UDP. Without ciphering it is AES-GMAC (RFC 4543).
    ESP(null),
    /// CoAP over DTLS 1.2. RFC 4785 and RFC 5487 have suites with NULL; Scandium has none of them.
    DTLS("Scandium has no cipher suite without ciphering");

    private final @Nullable String noneInClear;

    SecurityProtocol(@Nullable String noneInClear) {
        this.noneInClear = noneInClear;
    }

    /// Why it has no form without ciphering, for people; null where it has one.
    public @Nullable String noneInClear() {
        return noneInClear;
    }

    /// Whether it can be used in a network that allows confidentiality or does not.
    public boolean isFor(boolean confidentialityAllowed) {
        return confidentialityAllowed || noneInClear == null;
    }

    /// What to say where it is not [#isFor] a network, and what to take there, after the name of a field.
    public String refusal() {
        return "is %s, and the network forbids confidentiality: %s; take %s"
                .formatted(this, noneInClear, inClear());
    }

    private static String inClear() {
        return Arrays.stream(values())
                .filter(each -> each.isFor(false))
                .map(SecurityProtocol::name)
                .collect(Collectors.joining(" or "));
    }
}
