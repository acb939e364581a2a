package dev.bestow.keystore.history;

import dev.bestow.core.AsId;
import dev.bestow.core.EeseId;
import dev.bestow.core.EmseId;
import dev.bestow.core.EndpointId;
import dev.bestow.core.HseId;
import dev.bestow.core.Rand;
import dev.bestow.keystore.HandOut;
import dev.bestow.keystore.HandshakeReport;

import java.util.Comparator;

/// That an endpoint was handed a key derived from one run's, and whether it has reported a handshake under it.
///
/// @param rand the key
/// @param endpoint what it is and its FQDN, for example `emse:meter.example`
/// @param handedOutAtMs when the first time
/// @param reportedAtMs when it first reported, [#NEVER] when it has not
public record HandOutRow(Rand rand, String endpoint, long handedOutAtMs, long reportedAtMs)
        implements MergingRow<HandOutRow> {
    /// Later than any time.
    public static final long NEVER = Long.MAX_VALUE;

    /// Those with a report first, then those handed out last.
    static final Comparator<HandOutRow> REPORTED_FIRST =
            Comparator.comparing((HandOutRow row) -> !row.isReported())
                    .thenComparing(Comparator.comparingLong(HandOutRow::handedOutAtMs).reversed())
                    .thenComparing(row -> row.rand().octets().hex())
                    .thenComparing(HandOutRow::endpoint);

    static HandOutRow of(HandOut fact) {
        return new HandOutRow(fact.rand(), name(fact.endpoint()), fact.handedOutAtMs(), NEVER);
    }

    static String name(EndpointId endpoint) {
        String kind =
                switch (endpoint) {
                    case AsId _ -> "as:";
                    case EmseId _ -> "emse:";
                    case EeseId _ -> "eese:";
                    case HseId _ -> "hse:";
                };
        return kind + endpoint.fqdn();
    }

    /// Whether `report` is about this key by this endpoint.
    boolean isAbout(HandshakeReport report) {
        return rand.equals(report.rand()) && endpoint.equals(name(report.endpoint()));
    }

    boolean isReported() {
        return reportedAtMs != NEVER;
    }

    HandOutRow reported(long atMs) {
        return new HandOutRow(rand, endpoint, handedOutAtMs, Math.min(reportedAtMs, atMs));
    }

    HandOutRow unreported() {
        return new HandOutRow(rand, endpoint, handedOutAtMs, NEVER);
    }

    @Override
    public boolean mergesWith(HandOutRow other) {
        return rand.equals(other.rand) && endpoint.equals(other.endpoint);
    }

    @Override
    public HandOutRow merge(HandOutRow other) {
        return new HandOutRow(
                rand,
                endpoint,
                Math.min(handedOutAtMs, other.handedOutAtMs),
                Math.min(reportedAtMs, other.reportedAtMs));
    }
}
