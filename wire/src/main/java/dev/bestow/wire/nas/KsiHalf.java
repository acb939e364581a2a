package dev.bestow.wire.nas;

import dev.bestow.core.Eksi;
import dev.bestow.wire.nas.NasDecodeException.Kind;

import org.jspecify.annotations.Nullable;

/// NAS key set identifier in half an octet: `TSC 1 bit | value 3 bits` (TS 24.301 clause 9.9.3.21).
/// TSC 1 names a context mapped from another access, which Bestow never has: from a UE it means as
/// much as no key, in a command of the network it is an error.
final class KsiHalf {
    private static final int MAPPED = 0x08;
    private static final int VALUE = 0x07;

    private KsiHalf() {}

    static int of(@Nullable Eksi eksi) {
        return eksi == null ? Eksi.NONE : eksi.value();
    }

    static @Nullable Eksi read(int half) {
        boolean none = (half & MAPPED) != 0 || (half & VALUE) == Eksi.NONE;
        return none ? null : new Eksi(half & VALUE);
    }

    static Eksi readNative(NasReader in) {
        Eksi eksi = read(in.octet() & 0x0f);
        if (eksi == null) {
            throw in.bad(Kind.VALUE);
        }
        return eksi;
    }
}
