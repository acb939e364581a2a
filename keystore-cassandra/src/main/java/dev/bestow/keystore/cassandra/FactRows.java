package dev.bestow.keystore.cassandra;

import com.datastax.oss.driver.api.core.cql.Row;

import dev.bestow.core.Eksi;
import dev.bestow.core.Guti;
import dev.bestow.core.Imsi;
import dev.bestow.core.PlmnId;
import dev.bestow.core.Rand;
import dev.bestow.core.RandId;
import dev.bestow.keys.KeyKind;
import dev.bestow.keystore.KeyOrder;
import dev.bestow.keystore.history.ConfirmedRow;
import dev.bestow.keystore.history.GutiBinding;
import dev.bestow.keystore.history.GutiOwner;
import dev.bestow.keystore.history.KeyRow;
import dev.bestow.keystore.history.Proofs;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// Rows of the tables of keys, of what proves them, and of `guti_owners`.
final class FactRows {
    private FactRows() {}

    /// Of the kind's table.
    static KeyRow key(KeyKind kind, Row row) {
        return kind == KeyKind.KS
                ? Cells.row("pushed_keys", row, r -> readKeyRow(r, null, awaitsConfirmation(r)))
                : Cells.row("anchor_keys", row, r -> readKeyRow(r, shortHash(r), false));
    }

    private static boolean awaitsConfirmation(Row row) {
        return row.isNull("awaits_confirmation") || row.getBoolean("awaits_confirmation");
    }

    private static @Nullable RandId shortHash(Row row) {
        return row.isNull("short_hash") ? null : new RandId(row.getInt("short_hash"));
    }

    private static KeyRow readKeyRow(
            Row row, @Nullable RandId shortHash, boolean awaitsConfirmation) {
        return new KeyRow(
                new Rand(Cells.octets(row, "rand")),
                shortHash,
                new KeyOrder(row.getLong("epoch"), row.getLong("issue")),
                Cells.octets(row, "wrapped_key"),
                Cells.text(row, "external_identifier"),
                Cells.identities(row, "application_identities"),
                PlmnId.decode(Cells.octets(row, "visited_plmn")),
                Cells.text(row, "requesting_host"),
                awaitsConfirmation,
                row.getLong("expires_at"),
                row.getLong("pushed_at"),
                Cells.asIds(row, "allowed_as"),
                row.getBoolean("confidentiality"));
    }

    /// All proofs of one kind but confirmations.
    static Proofs proofs(List<ConfirmedRow> confirmed, List<Row> rows) {
        List<ProofRow> facts =
                rows.stream().map(row -> Cells.row("key_proofs", row, ProofRow::read)).toList();
        return ProofRow.proofs(confirmed, facts);
    }

    /// With one binding; those of one MME merge.
    static ConfirmedRow confirmed(Row row) {
        return Cells.row("confirmations", row, FactRows::readConfirmedRow);
    }

    private static ConfirmedRow readConfirmedRow(Row row) {
        GutiBinding binding =
                new GutiBinding(
                        Guti.decode(Cells.octets(row, "guti")),
                        new Eksi(row.getInt("eksi")),
                        row.getLong("restart_count"),
                        row.getLong("serial"));
        return new ConfirmedRow(
                new Rand(Cells.octets(row, "rand")), List.of(binding), row.getLong("first_at"));
    }

    static GutiOwner owner(Row row) {
        return Cells.row("guti_owners", row, FactRows::readGutiOwner);
    }

    private static GutiOwner readGutiOwner(Row row) {
        return new GutiOwner(
                Imsi.parse(Cells.text(row, "imsi")),
                row.getLong("restart_count"),
                row.getLong("serial"),
                row.getLong("kept_until"));
    }
}
