package dev.bestow.hse;

/// What came of accounting so far.
///
/// @param sessions known now, those in their grace among them
/// @param prefetches that were told
/// @param overBudget sessions whose client had no prefetch left
/// @param incomplete sessions without an IMSI or an APN, which say nothing
/// @param stale what was older than what is known of the session, or not of about now
/// @param displaced sessions that gave way to newer ones
public record AccountedCounts(
        long sessions,
        long prefetches,
        long overBudget,
        long incomplete,
        long stale,
        long displaced) {}
