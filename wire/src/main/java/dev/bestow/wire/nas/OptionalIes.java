package dev.bestow.wire.nas;

import dev.bestow.core.InvalidValue;
import dev.bestow.wire.nas.NasDecodeException.Kind;

import org.jspecify.annotations.Nullable;

import java.util.function.Function;

/// The non-imperative part of a message: elements that begin with their identifier (IEI). Where each
/// ends says the table of its message, [OptionalElements]. One whose identifier is 0000 xxxx and that is not
/// known must not be skipped: it refuses the message (TS 24.007 clause 11.2.4).
///
/// An element that runs past the end, or whose content is wrong, counts as absent (TS 24.301 clause
/// 7.7.1); of a repeated one the first counts (clause 7.6.3).
final class OptionalIes {
    private static final int HIGH_HALF = 0xf0;

    private final byte[] octets;
    private final int from;
    private final int end;
    private final OptionalElements known;

    OptionalIes(byte[] octets, int from, int end, OptionalElements known) {
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
                return next(at) > end ? null : parse(valueAt(at), parser);
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
        } catch (NasDecodeException | InvalidValue wrong) {
            return null;
        }
    }

    private NasReader valueAt(int at) {
        return new NasReader(octets, at + formatAt(at).header(), next(at));
    }

    private OptionalElements.Format formatAt(int at) {
        return known.format(octets[at] & 0xff);
    }

    /// Where the element after the one at `at` begins; past the end if this one is cut off.
    private int next(int at) {
        OptionalElements.Format format = formatAt(at);
        if (format.octets() != 0) {
            return at + format.octets();
        }
        int value = at + format.header();
        if (value > end) {
            return end + 1;
        }
        int length = 0;
        for (int i = at + 1; i < value; i++) {
            length = length << 8 | (octets[i] & 0xff);
        }
        return value + length;
    }
}
