package dev.bestow.emks.run;

import dev.bestow.wire.s6a.emks.UtranAuthenticationInformationAnswer;
import dev.bestow.wire.s6a.emks.UtranAuthenticationInformationRequest;

import org.jspecify.annotations.Nullable;

/// Whom vectors come from: the HSS.
@FunctionalInterface
public interface VectorSource {
    /// Blocks. Null when nobody answers.
    @Nullable UtranAuthenticationInformationAnswer ask(
            UtranAuthenticationInformationRequest request);
}
