package dev.bestow.keystore.history;

import dev.bestow.core.KeyName;
import dev.bestow.core.Rand;
import dev.bestow.keystore.Confirmation;
import dev.bestow.keystore.KeyRingLimits;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// All confirmations of one key by one MME.
///
/// @param rand the key
/// @param bindings the GUTIs, newest first, 1 to [KeyRingLimits#MAX_GUTIS], all of one MME
/// @param firstAtMs when the first of all confirmations came; it starts the grace time of the key
///     before
public record ConfirmedRow(Rand rand, List<GutiBinding> bindings, long firstAtMs)
        implements MergingRow<ConfirmedRow> {
    static final Comparator<ConfirmedRow> NEWEST_FIRST =
            Comparator.comparing(ConfirmedRow::newest, GutiBinding.NEWEST_FIRST)
                    .thenComparing(row -> row.rand().octets().hex());

    public ConfirmedRow {
        bindings = List.copyOf(bindings);
        if (bindings.isEmpty()) {
            throw new IllegalArgumentException("a confirmation names a GUTI");
        }
    }

    static ConfirmedRow of(Confirmation fact) {
        GutiBinding binding =
                new GutiBinding(fact.guti(), fact.eksi(), fact.mmeRestartCount(), fact.serial());
        return new ConfirmedRow(fact.rand(), List.of(binding), fact.confirmedAtMs());
    }

    GutiBinding newest() {
        return bindings.getFirst();
    }

    /// Whether it gives its key this name.
    boolean names(KeyName.ByGuti name) {
        return bindings.stream().anyMatch(binding -> binding.name().equals(name));
    }

    /// The MME that says so.
    String mme() {
        return newest().guti().mmeFqdn();
    }

    /// Whether this is about `key`, by the MME that asked for its vector.
    boolean proves(KeyRow key) {
        return rand.equals(key.rand()) && mme().equals(key.requestingHost());
    }

    @Override
    public boolean mergesWith(ConfirmedRow other) {
        return rand.equals(other.rand) && newest().sameMme(other.newest().guti());
    }

    @Override
    public ConfirmedRow merge(ConfirmedRow other) {
        List<GutiBinding> newest =
                Stream.concat(bindings.stream(), other.bindings.stream())
                        .distinct()
                        .sorted(GutiBinding.NEWEST_FIRST)
                        .limit(KeyRingLimits.MAX_GUTIS)
                        .toList();
        return new ConfirmedRow(rand, newest, Math.min(firstAtMs, other.firstAtMs));
    }
}
