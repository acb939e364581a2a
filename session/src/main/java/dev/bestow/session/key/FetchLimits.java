package dev.bestow.session.key;

import dev.bestow.core.InvalidValue;

/// What requests that prove nothing may cost the operator's key server. A fetch is paid from the budget of its
/// source and given back once the request verifies, so devices pay nothing and strangers run out.
///
/// @param atOnce fetches under way at once; one more is answered BUSY
/// @param burst fetches one source may waste before it is answered BUSY
/// @param perSecond what each source earns again
/// @param strangersBurst fetches that all sources may waste together that never proved anything
/// @param strangersPerSecond what these earn again, together
public record FetchLimits(
        int atOnce, int burst, int perSecond, int strangersBurst, int strangersPerSecond) {
    /// 1,024 at once; a source wastes 1,024 and then 10 a second, strangers together 4,096 and then 200 a second,
    /// a tenth of what a key server grants.
    public static final FetchLimits DEFAULT = new FetchLimits(1_024, 1_024, 10, 4_096, 200);

    private static final int MOST = 10_000_000;

    public FetchLimits {
        requireRange("fetchesAtOnce", atOnce);
        requireRange("wastedPerSource", burst);
        requireRange("wastedPerSourceAndSecond", perSecond);
        requireRange("wastedByStrangers", strangersBurst);
        requireRange("wastedByStrangersPerSecond", strangersPerSecond);
    }

    private static void requireRange(String field, int value) {
        if (value < 1 || value > MOST) {
            throw new InvalidValue(field, "needs 1 to " + MOST);
        }
    }
}
