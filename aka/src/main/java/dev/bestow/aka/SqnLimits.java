package dev.bestow.aka;

import dev.bestow.core.InvalidValue;

/// What a [SqnGenerator] takes for granted.
///
/// @param startBehindSeconds how far before the ceiling the clock may stand at a start. Not less than
///     `runAheadTicks`, since the ceiling follows the subscriber that ran ahead furthest
/// @param startAheadSeconds how far past the ceiling, that is how long a stop may have been
/// @param runAheadTicks how many vectors one subscriber may get beyond one a second. Bounds what a
///     flood of requests in somebody's name does to his SQN and to the ceiling
/// @param buckets how many last numbers are kept, 8 octets each; a power of two. Subscribers that share
///     one skip each other's numbers
public record SqnLimits(
        long startBehindSeconds, long startAheadSeconds, long runAheadTicks, int buckets) {
    /// 36 hours behind, a week ahead, 65,536 vectors, 8 MB.
    public static final SqnLimits DEFAULT = new SqnLimits(2 << 16, 7 * 86_400, 1 << 16, 1 << 20);

    public SqnLimits {
        if (runAheadTicks < 1) {
            throw new InvalidValue("SQN run ahead", "needs at least 1 tick");
        }
        if (startBehindSeconds < runAheadTicks) {
            throw new InvalidValue("SQN start behind", "needs at least the ticks of run ahead");
        }
        if (startAheadSeconds < 1) {
            throw new InvalidValue("SQN start ahead", "needs at least 1 second");
        }
        if (buckets < 1 || Integer.bitCount(buckets) != 1) {
            throw new InvalidValue("SQN buckets", "need a power of two");
        }
    }
}
