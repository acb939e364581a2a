package dev.bestow.network;

import dev.bestow.core.Clock;
import dev.bestow.core.Imsi;
import dev.bestow.core.KeyName;
import dev.bestow.core.RandId;
import dev.bestow.emks.EmksNode;
import dev.bestow.hse.KeyPulls;
import dev.bestow.keys.KeyKind;
import dev.bestow.keystore.Candidate;
import dev.bestow.keystore.KeyRing;
import dev.bestow.keystore.Selection;
import dev.bestow.wire.s6t.KeyPull;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// Keys of one kind that an HSE asks its HSSs for, and keeps in its ring.
record PulledKeys(EmksNode node, KeyRing ring, KeyKind kind, Clock clock) implements KeyPulls {
    @Override
    public boolean holds(Imsi imsi, RandId randId) {
        return switch (ring.select(kind, new KeyName.ByRand(randId), clock.nowMs())) {
            case Selection.Found(List<Candidate> candidates) -> {
                candidates.forEach(candidate -> candidate.key().close());
                yield candidates.stream().anyMatch(candidate -> candidate.imsi().equals(imsi));
            }
            case Selection.NotYet _,
                    Selection.Withheld _,
                    Selection.Unknown _,
                    Selection.Unreadable _ ->
                    false;
        };
    }

    @Override
    public Answer pull(Imsi imsi, @Nullable RandId randId) {
        return switch (node.pull(new KeyPull(imsi, kind, randId))) {
            case KEPT -> Answer.KEY;
            case NONE -> Answer.NONE;
            case UNANSWERED -> Answer.NOTHING;
        };
    }
}
