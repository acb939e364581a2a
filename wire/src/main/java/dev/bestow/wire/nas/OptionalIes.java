package dev.bestow.wire.nas;

import dev.bestow.core.Refused;
import dev.bestow.wire.nas.NasDecodeException.Kind;

import org.jspecify.annotations.Nullable;

import java.util.function.Function;

/// The non-imperative part of a message: elements that begin with their identifier (IEI). Unknown
/// ones are skipped by the rule their identifier implies (TS 24.007 clause 11.2.4):
///
/// ```
/// 1xxx ....   one octet, the value is its low half (format TV, type 1)
/// in table    fixed length (format TV, type 3)
/// 0111 1xxx   two length octets follow (format TLV-E)
/// 0000 xxxx   comprehension required: the message is refused
/// else        one length octet follows (format TLV)
/// ```
///
/// An element that runs past the end, or whose content is wrong, counts as absent (TS 24.301 clause
/// 7.7.1); of a repeated one the first counts (clause 7.6.3).
final class OptionalIes {
    private static final int HALF_OCTET = 0x80;
    private static final int HIGH_HALF = 0xf0;
    private static final int EXTENDED = 0x78;

    private final byte[] octets;
    private final int from;
    private final int end;
    private final TypeThreeIes known;

    OptionalIes(byte[] octets, int from, int end, TypeThreeIes known) {
        this.octets = octets;
        this.from = from;
        this.end = end;
        this.known = known;
        for (int at = from; at < end; at = next(at)) {
            if ((octets[at] & HIGH_HALF) == 0) {
                throw new NasDecodeException(Kind.COMPREHENSION, at);
            }
        }
    }

    /// What `parser` makes of the value of the first element `identifier`, or null.
    <T> @Nullable T value(int identifier, Function<NasReader, T> parser) {
        for (int at = from; at < end; at = next(at)) {
            if ((octets[at] & 0xff) == identifier) {
                return next(at) > end
                        ? null
                        : parse(new NasReader(octets, at + header(identifier), next(at)), parser);
            }
        }
        return null;
    }

    /// The low half of the first type 1 element whose high half is that of `identifier`, or -1.
    int half(int identifier) {
        for (int at = from; at < end; at = next(at)) {
            if ((octets[at] & HIGH_HALF) == identifier) {
                return octets[at] & 0x0f;
            }
        }
        return -1;
    }

    private static <T> @Nullable T parse(NasReader value, Function<NasReader, T> parser) {
        try {
            T parsed = parser.apply(value);
            return value.remaining() == 0 ? parsed : null;
        } catch (NasDecodeException | Refused wrong) {
            return null;
        }
    }

    /// Octets before the value: identifier and length.
    private int header(int identifier) {
        if (known.length(identifier) != 0) {
            return 1;
        }
        return identifier >= EXTENDED ? 3 : 2;
    }

    /// Where the element after the one at `at` begins; past the end if this one is cut off.
    private int next(int at) {
        int identifier = octets[at] & 0xff;
        if (identifier >= HALF_OCTET) {
            return at + 1;
        }
        int fixed = known.length(identifier);
        if (fixed != 0) {
            return at + fixed;
        }
        int header = header(identifier);
        if (at + header > end) {
            return end + 1;
        }
        int length = octets[at + header - 1] & 0xff;
        return at + header + (header == 3 ? (octets[at + 1] & 0xff) << 8 | length : length);
    }
}
