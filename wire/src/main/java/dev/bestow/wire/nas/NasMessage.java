package dev.bestow.wire.nas;

import java.util.Locale;

/// One plain NAS message (TS 24.301 clause 8): mobility management ([EmmMessage]) or session
/// management ([EsmMessage]). Read and written by [NasCodec].
public sealed interface NasMessage permits EmmMessage, EsmMessage {
    /// The name as TS 24.301 writes it, for example `ATTACH REQUEST`.
    default String name() {
        return getClass()
                .getSimpleName()
                .replaceAll("(?<=[a-z])(?=[A-Z])", " ")
                .toUpperCase(Locale.ROOT);
    }
}
