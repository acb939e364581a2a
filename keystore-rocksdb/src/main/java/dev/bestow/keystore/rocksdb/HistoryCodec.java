package dev.bestow.keystore.rocksdb;

import dev.bestow.core.ApplicationIdentity;
import dev.bestow.core.AsId;
import dev.bestow.core.Eksi;
import dev.bestow.core.Guti;
import dev.bestow.core.Octets;
import dev.bestow.core.PlmnId;
import dev.bestow.core.Rand;
import dev.bestow.core.RandId;
import dev.bestow.keys.KeyKind;
import dev.bestow.keystore.KeyOrder;
import dev.bestow.keystore.history.ConfirmedRow;
import dev.bestow.keystore.history.GutiBinding;
import dev.bestow.keystore.history.HandOutRow;
import dev.bestow.keystore.history.KeyHistory;
import dev.bestow.keystore.history.KeyRow;
import dev.bestow.keystore.history.KindHistory;
import dev.bestow.keystore.history.LocationRow;
import dev.bestow.keystore.history.OwnRunRow;
import dev.bestow.keystore.history.Proofs;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.function.Predicate;

/// Rows of KEYS: everything about one subscriber's keys, so that one read is one consistent answer.
///
/// ```
/// version 2 | epoch floor, kept until | kinds
/// version 3 | the same, and after the flags of each key: application identities
/// version 4 | the same, and after these, where a flag says so: short hash 4
/// kind         kind 1 | keys | confirmations | locations | hand-outs | own runs
/// key          RAND 16 | epoch, issue | wrapped key | external identifier | PLMN 3
///              | requesting host | expires at | pushed at | AS_IDs
///              | flags 1: 01 confidentiality allowed, 02 awaits confirmation, 04 has a short hash
/// confirmation RAND 16 | first at | bindings of GUTI 10 | eKSI 1 | restart count, serial
/// location     MME | epoch, issue | first at
/// hand-out     RAND 16 | endpoint | handed out at | reported at
/// own run      RAND 16 | first at
/// ```
///
/// A history without short hashes is written in version 3, and one without application identities too in version 2: it
/// does not grow, and an earlier version of Bestow reads it.
///
/// Version 1 had keys and confirmations in the place of the kinds: those of KS, each awaiting its confirmation.
final class HistoryCodec {
    private static final int VERSION = 4;
    private static final int IDENTITIES_VERSION = 3;
    private static final int KINDS_VERSION = 2;
    private static final int OLDEST_VERSION = 1;

    private static final int CONFIDENTIALITY_ALLOWED = 0x01;
    private static final int AWAITS_CONFIRMATION = 0x02;
    private static final int SHORT_HASH = 0x04;

    private HistoryCodec() {}

    static byte[] encode(KeyHistory history) {
        int version = version(history);
        RowWriter out = new RowWriter(version);
        out.number(history.epochFloor()).number(history.floorKeptUntilMs());
        out.number(history.kinds().size());
        for (KindHistory kind : history.kinds()) {
            out.octet(code(kind.kind()));
            Proofs proofs = kind.proofs();
            out.number(kind.keys().size());
            kind.keys().forEach(key -> encode(out, version, key));
            out.number(proofs.confirmed().size());
            proofs.confirmed().forEach(row -> encode(out, row));
            out.number(proofs.locations().size());
            proofs.locations().forEach(row -> encode(out, row));
            out.number(proofs.handOuts().size());
            proofs.handOuts().forEach(row -> encode(out, row));
            out.number(proofs.ownRuns().size());
            proofs.ownRuns().forEach(row -> encode(out, row));
        }
        return out.toArray();
    }

    private static int version(KeyHistory history) {
        if (anyKey(history, key -> key.shortHash() != null)) {
            return VERSION;
        }
        return anyKey(history, key -> !key.applicationIdentities().isEmpty())
                ? IDENTITIES_VERSION
                : KINDS_VERSION;
    }

    private static boolean anyKey(KeyHistory history, Predicate<KeyRow> what) {
        return history.kinds().stream().flatMap(kind -> kind.keys().stream()).anyMatch(what);
    }

    /// An octet that stands for a kind in rows.
    static int code(KeyKind kind) {
        return switch (kind) {
            case KS -> 0;
            case E2M_INT_KEY -> 1;
            case E2M_KEY_SET -> 2;
        };
    }

    private static KeyKind kind(RowReader in) {
        int code = in.octet();
        for (KeyKind kind : KeyKind.values()) {
            if (code(kind) == code) {
                return kind;
            }
        }
        throw in.damaged();
    }

    private static void encode(RowWriter out, int version, KeyRow key) {
        out.fixed(key.rand().octets())
                .number(key.order().epoch())
                .number(key.order().issueNumber());
        out.variable(key.wrappedKey())
                .text(key.externalIdentifier())
                .fixed(key.visitedPlmn().encode());
        out.text(key.requestingHost()).number(key.expiresAtMs()).number(key.pushedAtMs());
        out.number(key.allowedAs().size());
        key.allowedAs().forEach(asId -> out.text(asId.fqdn()));
        RandId shortHash = key.shortHash();
        out.octet(
                (key.confidentialityAllowed() ? CONFIDENTIALITY_ALLOWED : 0)
                        | (key.awaitsConfirmation() ? AWAITS_CONFIRMATION : 0)
                        | (shortHash == null ? 0 : SHORT_HASH));
        if (version >= IDENTITIES_VERSION) {
            out.number(key.applicationIdentities().size());
            key.applicationIdentities().forEach(identity -> out.text(identity.text()));
        }
        if (shortHash != null) {
            out.fixed(shortHash.encode());
        }
    }

    private static void encode(RowWriter out, ConfirmedRow row) {
        out.fixed(row.rand().octets()).number(row.firstAtMs()).number(row.bindings().size());
        for (GutiBinding binding : row.bindings()) {
            out.fixed(binding.guti().encode()).octet(binding.eksi().value());
            out.number(binding.mmeRestartCount()).number(binding.serial());
        }
    }

    private static void encode(RowWriter out, LocationRow row) {
        out.text(row.host()).number(row.bound().epoch()).number(row.bound().issueNumber());
        out.number(row.firstAtMs());
    }

    private static void encode(RowWriter out, HandOutRow row) {
        out.fixed(row.rand().octets()).text(row.endpoint());
        out.number(row.handedOutAtMs()).number(row.reportedAtMs());
    }

    private static void encode(RowWriter out, OwnRunRow row) {
        out.fixed(row.rand().octets()).number(row.firstAtMs());
    }

    static KeyHistory decode(byte[] value) {
        return RowReader.read(
                Table.KEYS,
                OLDEST_VERSION,
                VERSION,
                value,
                in ->
                        new KeyHistory(
                                in.number(),
                                in.number(),
                                in.version() == OLDEST_VERSION
                                        ? versionOneKinds(in)
                                        : in.list(HistoryCodec::kindHistory)));
    }

    private static List<KindHistory> versionOneKinds(RowReader in) {
        List<KeyRow> keys = in.list(HistoryCodec::key);
        List<ConfirmedRow> confirmed = in.list(HistoryCodec::confirmed);
        return keys.isEmpty() && confirmed.isEmpty()
                ? List.of()
                : List.of(new KindHistory(KeyKind.KS, keys, Proofs.of(confirmed)));
    }

    private static KindHistory kindHistory(RowReader in) {
        return new KindHistory(
                kind(in),
                in.list(HistoryCodec::key),
                new Proofs(
                        in.list(HistoryCodec::confirmed),
                        in.list(HistoryCodec::location),
                        in.list(HistoryCodec::handOut),
                        in.list(HistoryCodec::ownRun)));
    }

    private static KeyRow key(RowReader in) {
        Rand rand = new Rand(in.fixed(Rand.OCTETS));
        KeyOrder order = new KeyOrder(in.number(), in.number());
        Octets wrappedKey = in.variable();
        String external = in.text();
        PlmnId plmn = PlmnId.decode(in.fixed(PlmnId.OCTETS));
        String host = in.text();
        long expiresAtMs = in.number();
        long pushedAtMs = in.number();
        List<AsId> allowedAs = in.list(item -> AsId.parse(item.text()));
        int flags = in.octet();
        List<ApplicationIdentity> identities =
                in.version() < IDENTITIES_VERSION
                        ? List.of()
                        : in.list(item -> ApplicationIdentity.parse(item.text()));
        RandId shortHash = shortHash(in, flags);
        return new KeyRow(
                rand,
                shortHash,
                order,
                wrappedKey,
                external,
                identities,
                plmn,
                host,
                in.version() == OLDEST_VERSION || (flags & AWAITS_CONFIRMATION) != 0,
                expiresAtMs,
                pushedAtMs,
                allowedAs,
                (flags & CONFIDENTIALITY_ALLOWED) != 0);
    }

    private static @Nullable RandId shortHash(RowReader in, int flags) {
        return in.version() < VERSION || (flags & SHORT_HASH) == 0
                ? null
                : RandId.decode(in.fixed(RandId.OCTETS));
    }

    private static LocationRow location(RowReader in) {
        return new LocationRow(in.text(), new KeyOrder(in.number(), in.number()), in.number());
    }

    private static HandOutRow handOut(RowReader in) {
        return new HandOutRow(new Rand(in.fixed(Rand.OCTETS)), in.text(), in.number(), in.number());
    }

    private static OwnRunRow ownRun(RowReader in) {
        return new OwnRunRow(new Rand(in.fixed(Rand.OCTETS)), in.number());
    }

    private static ConfirmedRow confirmed(RowReader in) {
        Rand rand = new Rand(in.fixed(Rand.OCTETS));
        long firstAtMs = in.number();
        var bindings = in.list(HistoryCodec::binding);
        if (bindings.isEmpty()) {
            throw in.damaged();
        }
        return new ConfirmedRow(rand, bindings, firstAtMs);
    }

    private static GutiBinding binding(RowReader in) {
        return new GutiBinding(
                Guti.decode(in.fixed(Guti.OCTETS)), new Eksi(in.octet()), in.number(), in.number());
    }
}
