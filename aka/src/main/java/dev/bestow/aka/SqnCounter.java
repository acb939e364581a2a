package dev.bestow.aka;

import dev.bestow.core.Imsi;

import java.util.OptionalLong;

/// Sequence numbers by a durable counter per subscriber (TS 33.102 clause C.1.1.1), for cards the clock does
/// not suit:
///
/// ```
/// SEQ = the subscriber's last SEQ + 1, on disk before it leaves
/// IND = the slice of requester and HSS instance, or as many of its upper bits as the card's IND has
/// ```
///
/// One HSS alone counts, so a SEQ is never used twice and any IND will do; a short one keeps apart fewer
/// classes of requesters. A killed process loses at most numbers that have not left. What it costs is a
/// write per vector, whose fsync many vectors share.
public final class SqnCounter implements SqnSource {
    /// A fresh card has accepted 0.
    private static final long FIRST_SEQ = 1;

    private final SqnCounters counters;

    public SqnCounter(SqnCounters counters) {
        this.counters = counters;
    }

    @Override
    public SqnIssue issue(Imsi imsi, SqnSlice slice, SqnProfile profile) {
        return take(FIRST_SEQ, imsi, slice, profile);
    }

    @Override
    public SqnIssue issueAfter(Sqn sqnMs, Imsi imsi, SqnSlice slice, SqnProfile profile) {
        long seqMs = profile.seq(sqnMs);
        if (seqMs == profile.maxSeq()) {
            return new SqnIssue.Exhausted();
        }
        SqnIssue next = take(seqMs + 1, imsi, slice, profile);
        if (next instanceof SqnIssue.Issued(Sqn sqn, _)) {
            long behind = profile.seq(sqn) - seqMs;
            return behind > profile.delta() ? new SqnIssue.BeyondDelta(behind) : next;
        }
        return next;
    }

    private SqnIssue take(long least, Imsi imsi, SqnSlice slice, SqnProfile profile) {
        OptionalLong taken = counters.take(imsi, least);
        if (taken.isEmpty()) {
            return new SqnIssue.Withdrawn();
        }
        long seq = taken.getAsLong();
        return seq > profile.maxSeq()
                ? new SqnIssue.Exhausted()
                : new SqnIssue.Issued(
                        profile.sqn(seq, ind(slice, profile)), seq << SqnSlice.BITS | slice.ind());
    }

    private static int ind(SqnSlice slice, SqnProfile profile) {
        return slice.ind() >>> Math.max(0, SqnSlice.BITS - profile.indBits());
    }
}
