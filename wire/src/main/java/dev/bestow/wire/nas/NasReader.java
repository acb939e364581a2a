package dev.bestow.wire.nas;

import dev.bestow.core.Octets;
import dev.bestow.wire.nas.NasDecodeException.Kind;

/// A cursor over part of one NAS message. Reading past its end is a [Kind#TRUNCATED] at the place.
final class NasReader {
    private final byte[] octets;
    private final int end;
    private int at;

    NasReader(byte[] octets, int from, int end) {
        this.octets = octets;
        this.at = from;
        this.end = end;
    }

    /// A second cursor over what is left of this one.
    NasReader copy() {
        return new NasReader(octets, at, end);
    }

    int offset() {
        return at;
    }

    int remaining() {
        return end - at;
    }

    int octet() {
        require(1);
        return octets[at++] & 0xff;
    }

    int u16() {
        return octet() << 8 | octet();
    }

    Octets octets(int length) {
        require(length);
        Octets slice = Octets.copyOf(octets, at, length);
        at += length;
        return slice;
    }

    /// All that is left.
    Octets rest() {
        return octets(remaining());
    }

    /// The value part of a format LV element: one length octet, `min` to `max` octets of value.
    NasReader lv(int min, int max) {
        return value(octet(), min, max);
    }

    /// The value part of a format LV-E element: two length octets.
    NasReader lvE(int min, int max) {
        return value(u16(), min, max);
    }

    private NasReader value(int length, int min, int max) {
        if (length < min || length > max) {
            throw bad(Kind.LENGTH);
        }
        require(length);
        NasReader value = new NasReader(octets, at, at + length);
        at += length;
        return value;
    }

    /// The non-imperative part, which is all that is left; see [OptionalIes].
    OptionalIes optionalIes(OptionalElements known) {
        OptionalIes ies = new OptionalIes(octets, at, end, known);
        at = end;
        return ies;
    }

    NasDecodeException bad(Kind kind) {
        return new NasDecodeException(kind, at);
    }

    private void require(int length) {
        if (length > end - at) {
            throw bad(Kind.TRUNCATED);
        }
    }
}
