package dev.bestow.keystore.cassandra;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The tables. Every row is a fact that merges: what must not shrink carries itself as its write timestamp
/// (floors, offsets), what is earliest its distance to a far day ([#earliestWins]), what differs
/// lies in different rows. So a write that comes late, twice, or after a failed quorum changes nothing for
/// the worse, and no clock of any node orders what another one wrote.
///
/// ```
/// table             one row per                              merging
/// format            store                                    -
/// ceilings          HSS instance                             one holder at a time, who raises it
/// subscribers       IMSI, epoch                              highest epoch at or above the floor; highest offset
/// subscriber_index  bucket, IMSI                             highest epoch; for lists only
/// pushed_keys       IMSI, RAND, epoch, issue number of a Ks  union; earliest push; highest floor, of all kinds
/// confirmations     IMSI, RAND, GUTI, eKSI, restart, serial  union; earliest
/// guti_owners       GUTI, restart, serial, IMSI              union; the first row is the owner
/// rands             RAND id, IMSI                            union; an index into pushed_keys
/// anchor_keys       as pushed_keys, of the other kinds       union; earliest push
/// anchor_rands      RAND id or short hash, kind, IMSI        union; an index into anchor_keys
/// key_proofs        IMSI, kind, what proves which            union; earliest
/// parked_rands      RAND id, IMSI                            union; an index into confirmations without a key
/// claims            key name, RAND_AS, claimer               union; a claim counts when it is alone
/// epoch_keys        epoch key                                union
/// key_checks        key that wraps rows                      by lightweight transactions
/// locations         IMSI                                     by lightweight transactions
/// notices           IMSI, kind, id, host                     union; gone once answered
/// revoked_leaves    endpoint, RAND                           union
/// endpoint_standings  endpoint                               highest change
/// ```
///
/// A primary key cannot be altered, and Ks alone was there at first: it stays where it was, and keys of the other
/// kinds have tables whose rows say their kind. So a look-up of a Ks reads what it always did. Only an MME confirms,
/// and only a Ks, so confirmations need no kind.
final class Tables {
    /// The format this version reads and writes. What a newer one has more, `bestow store init` adds:
    ///
    /// ```
    /// 2    epoch_keys, holder of ceilings
    /// 3    parked_rands, key_checks, locations, notices
    /// 4    anchor_keys, anchor_rands, key_proofs, awaits_confirmation of pushed_keys (true where it is missing)
    /// 5    profile, ambr_uplink, ambr_downlink, access_restrictions, msisdn, application_identities of subscribers
    ///      (the built-in profile and nothing of its own where they are missing); has_key_policy of locations (true
    ///      where it is missing), imei
    /// 6    application_identities of pushed_keys and anchor_keys (none where they are missing)
    /// 7    short_hash of anchor_keys (none where it is missing)
    /// 8    revoked_leaves, endpoint_standings
    /// ```
    static final int FORMAT = 8;

    /// Lists read all buckets, a subscriber is in one.
    static final int INDEX_BUCKETS = 32;

    /// 2100-01-01 in milliseconds; write timestamps are positive.
    private static final long FAR_DAY_MS = 4_102_444_800_000L;

    /// Deletions of a table with a time to live need not outlast a node that is away longer.
    private static final String SHORT_GRACE = " AND gc_grace_seconds = 172800";

    private static final List<String> CREATE =
            List.of(
                    "CREATE TABLE IF NOT EXISTS %s.format (name text PRIMARY KEY, format int)",
                    "CREATE TABLE IF NOT EXISTS %s.ceilings (instance int PRIMARY KEY, ceiling"
                            + " bigint, holder uuid)",
                    "ALTER TABLE %s.ceilings ADD IF NOT EXISTS holder uuid",
                    """
                    CREATE TABLE IF NOT EXISTS %s.subscribers (
                        imsi text, epoch bigint, floor bigint static, algorithm text, k blob, opc blob, amf blob,
                        ind_bits int, delta bigint, scheme text, e2m_keys boolean, external_identifier text,
                        allowed_as frozen<list<text>>, apn text, sqn_offset bigint, profile text,
                        ambr_uplink bigint, ambr_downlink bigint, access_restrictions int, msisdn text,
                        application_identities frozen<list<text>>,
                        PRIMARY KEY (imsi, epoch)) WITH CLUSTERING ORDER BY (epoch DESC)\
                    """,
                    """
                    ALTER TABLE %s.subscribers ADD IF NOT EXISTS (
                        profile text, ambr_uplink bigint, ambr_downlink bigint, access_restrictions int, msisdn text,
                        application_identities frozen<list<text>>)\
                    """,
                    """
                    CREATE TABLE IF NOT EXISTS %s.locations (
                        imsi text PRIMARY KEY, host text, realm text, plmn text, purged boolean, holder uuid,
                        has_key_policy boolean, imei text)\
                    """,
                    "ALTER TABLE %s.locations ADD IF NOT EXISTS has_key_policy boolean",
                    "ALTER TABLE %s.locations ADD IF NOT EXISTS imei text",
                    """
                    CREATE TABLE IF NOT EXISTS %s.notices (
                        bucket int, imsi text, kind text, id bigint, host text, realm text,
                        PRIMARY KEY (bucket, imsi, kind, id, host))\
                    """,
                    """
                    CREATE TABLE IF NOT EXISTS %s.subscriber_index (
                        bucket int, imsi text, PRIMARY KEY (bucket, imsi))\
                    """,
                    """
                    CREATE TABLE IF NOT EXISTS %s.pushed_keys (
                        imsi text, rand blob, epoch bigint, issue bigint, floor bigint static,
                        floor_until bigint static, ks blob, external_identifier text, visited_plmn blob,
                        requesting_host text, expires_at bigint, pushed_at bigint,
                        allowed_as frozen<list<text>>, confidentiality boolean, awaits_confirmation boolean,
                        application_identities frozen<list<text>>, PRIMARY KEY (imsi, rand, epoch, issue))
                        WITH CLUSTERING ORDER BY (rand ASC, epoch DESC, issue DESC)\
                    """
                            + SHORT_GRACE,
                    "ALTER TABLE %s.pushed_keys ADD IF NOT EXISTS awaits_confirmation boolean",
                    "ALTER TABLE %s.pushed_keys ADD IF NOT EXISTS application_identities"
                            + " frozen<list<text>>",
                    """
                    CREATE TABLE IF NOT EXISTS %s.anchor_keys (
                        imsi text, kind text, rand blob, epoch bigint, issue bigint, wrapped_key blob,
                        external_identifier text, visited_plmn blob, requesting_host text, expires_at bigint,
                        pushed_at bigint, allowed_as frozen<list<text>>, confidentiality boolean,
                        application_identities frozen<list<text>>, short_hash int,
                        PRIMARY KEY (imsi, kind, rand, epoch, issue))
                        WITH CLUSTERING ORDER BY (kind ASC, rand ASC, epoch DESC, issue DESC)\
                    """
                            + SHORT_GRACE,
                    "ALTER TABLE %s.anchor_keys ADD IF NOT EXISTS application_identities"
                            + " frozen<list<text>>",
                    "ALTER TABLE %s.anchor_keys ADD IF NOT EXISTS short_hash int",
                    "CREATE TABLE IF NOT EXISTS %s.anchor_rands (rand_id int, kind text, imsi text,"
                            + " PRIMARY KEY ((rand_id, kind), imsi))",
                    """
                    CREATE TABLE IF NOT EXISTS %s.key_proofs (
                        imsi text, kind text, source text, rand blob, name text, epoch bigint, issue bigint,
                        first_at bigint, PRIMARY KEY (imsi, kind, source, rand, name, epoch, issue))
                        WITH gc_grace_seconds = 172800\
                    """,
                    """
                    CREATE TABLE IF NOT EXISTS %s.confirmations (
                        imsi text, rand blob, guti blob, eksi int, restart_count bigint, serial bigint,
                        first_at bigint, PRIMARY KEY (imsi, rand, guti, eksi, restart_count, serial))
                        WITH CLUSTERING ORDER BY (rand ASC, guti ASC, eksi ASC, restart_count DESC, serial DESC)\
                    """
                            + SHORT_GRACE,
                    """
                    CREATE TABLE IF NOT EXISTS %s.guti_owners (
                        guti blob, restart_count bigint, serial bigint, imsi text, kept_until bigint,
                        PRIMARY KEY (guti, restart_count, serial, imsi, kept_until))
                        WITH CLUSTERING ORDER BY (restart_count DESC, serial DESC, imsi DESC, kept_until DESC)\
                    """
                            + SHORT_GRACE,
                    "CREATE TABLE IF NOT EXISTS %s.rands (rand_id int, imsi text, PRIMARY KEY"
                            + " (rand_id, imsi))",
                    "CREATE TABLE IF NOT EXISTS %s.parked_rands (rand_id int, imsi text, PRIMARY"
                            + " KEY (rand_id, imsi))",
                    """
                    CREATE TABLE IF NOT EXISTS %s.claims (
                        key_name blob, rand_as blob, claimer uuid, digest blob, claimed_at bigint,
                        key_expires_at bigint, response blob, PRIMARY KEY (key_name, rand_as, claimer))\
                    """,
                    """
                    CREATE TABLE IF NOT EXISTS %s.epoch_keys (
                        purpose text, number int, made_at bigint, sealed blob, PRIMARY KEY (purpose, number))
                        WITH gc_grace_seconds = 172800\
                    """,
                    "CREATE TABLE IF NOT EXISTS %s.key_checks (purpose text PRIMARY KEY, sealed"
                            + " blob)",
                    "CREATE TABLE IF NOT EXISTS %s.revoked_leaves (endpoint text, rand blob,"
                            + " PRIMARY KEY ((endpoint, rand))) WITH gc_grace_seconds = 172800",
                    "CREATE TABLE IF NOT EXISTS %s.endpoint_standings (endpoint text PRIMARY KEY,"
                            + " change bigint, fresh_from bigint)");

    private Tables() {}

    /// What makes the tables in `keyspace`, whatever of them is there already.
    static List<String> create(String keyspace) {
        return CREATE.stream().map(cql -> cql.formatted(keyspace)).toList();
    }

    /// What makes the keyspace.
    static String createKeyspace(String keyspace, Map<String, Integer> replication) {
        String replicas =
                replication.entrySet().stream()
                        .map(entry -> ", '" + entry.getKey() + "': " + entry.getValue())
                        .sorted()
                        .collect(Collectors.joining());
        return "CREATE KEYSPACE IF NOT EXISTS "
                + keyspace
                + " WITH replication = {'class': 'NetworkTopologyStrategy'"
                + replicas
                + "}";
    }

    /// A write timestamp that is higher the earlier `ms` is.
    static long earliestWins(long ms) {
        return Math.max(1, FAR_DAY_MS - ms);
    }

    /// A write timestamp above all that [#earliestWins] gives.
    static long certain() {
        return FAR_DAY_MS + 1;
    }

    /// The bucket of an IMSI.
    static int bucket(String imsi) {
        return Math.floorMod(imsi.hashCode(), INDEX_BUCKETS);
    }
}
