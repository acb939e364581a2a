package dev.bestow.aka;

import dev.bestow.core.InvalidValue;
import dev.bestow.core.Octets;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/// The SQN state of a USIM: the last SQN accepted per IND (TS 33.102 clause C.2). Immutable, so that
/// what was exported cannot change behind the exporter's back.
public record SqnArray(SqnProfile profile, List<Sqn> accepted) {
    public SqnArray {
        accepted = List.copyOf(accepted);
        if (accepted.size() != profile.slots()) {
            throw new InvalidValue(
                    "SQN array", "has " + accepted.size() + " elements, needs " + profile.slots());
        }
        for (int ind = 0; ind < accepted.size(); ind++) {
            if (profile.ind(accepted.get(ind)) != ind) {
                throw new InvalidValue("SQN array", "holds an SQN of another IND at " + ind);
            }
        }
    }

    /// A fresh card's: every SEQ is 0.
    public static SqnArray fresh(SqnProfile profile) {
        return new SqnArray(
                profile,
                IntStream.range(0, profile.slots()).mapToObj(ind -> profile.sqn(0, ind)).toList());
    }

    /// The inverse of [#encode].
    public static SqnArray decode(SqnProfile profile, Octets octets) {
        if (octets.length() != profile.slots() * Sqn.OCTETS) {
            throw new InvalidValue(
                    "SQN array",
                    "has " + octets.length() + " octets, needs " + profile.slots() * Sqn.OCTETS);
        }
        return new SqnArray(
                profile,
                IntStream.range(0, profile.slots())
                        .mapToObj(ind -> Sqn.decode(octets.slice(ind * Sqn.OCTETS, Sqn.OCTETS)))
                        .toList());
    }

    /// Every element, 6 octets each, in the order of IND: 192 octets with the standard profile.
    public Octets encode() {
        ByteBuffer out = ByteBuffer.allocate(accepted.size() * Sqn.OCTETS);
        accepted.forEach(sqn -> sqn.encode().writeTo(out));
        return Octets.copyOf(out.array());
    }

    /// SQN_MS: the highest number accepted so far.
    public Sqn highest() {
        return Collections.max(accepted, java.util.Comparator.comparingLong(Sqn::value));
    }

    /// Whether `sqn` is fresh (TS 33.102 clause C.2.2): no jump beyond Delta, not older than L, and
    /// above the last one of its IND.
    public boolean accepts(Sqn sqn) {
        long seq = profile.seq(sqn);
        long seqMs = profile.seq(highest());
        return seq - seqMs <= profile.delta()
                && seqMs - seq < profile.ageLimit()
                && seq > profile.seq(accepted.get(profile.ind(sqn)));
    }

    /// The array once `sqn` has been accepted.
    public SqnArray with(Sqn sqn) {
        List<Sqn> next = new ArrayList<>(accepted);
        next.set(profile.ind(sqn), sqn);
        return new SqnArray(profile, next);
    }
}
