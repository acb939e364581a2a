package dev.bestow.keystore.rocksdb;

import dev.bestow.core.ApplicationIdentity;
import dev.bestow.core.AsId;
import dev.bestow.core.Imsi;
import dev.bestow.core.Octets;
import dev.bestow.core.subscription.AccessRestrictions;
import dev.bestow.core.subscription.Bandwidth;
import dev.bestow.keystore.CardBatch;
import dev.bestow.keystore.SqnScheme;
import dev.bestow.keystore.Subscriber;
import dev.bestow.keystore.SubscriberSlot;
import dev.bestow.keystore.Subscription;
import dev.bestow.keystore.WrappedCredentials;

import java.util.List;

/// Rows of SUBSCRIBERS, about 160 octets.
///
/// ```
/// version 2 | kind 0 | epoch floor                                    withdrawn
/// version 2 | kind 1 | epoch, SQN offset, algorithm, K, OPc, AMF 2    present
///                    | IND bits, Delta, batch 1, external identifier, AS_IDs, APN
/// version 3 | the same, then profile, own 1, what it has of its own
///
/// batch:  - 6 | e2m keys 1 bit | counter scheme 1 bit
/// own:    - 4 | application identities 1 bit | MSISDN 1 bit | restrictions 1 bit | AMBR up, down 1 bit
/// ```
///
/// Rows of version 1 have no batch octet and read as if it were 0. A row that names its APN and has nothing else of
/// its own is written in version 2: it does not grow, and an earlier version of Bestow reads it.
final class SubscriberCodec {
    private static final int VERSION = 3;
    private static final int OLDEST_VERSION = 1;
    private static final int BATCH_VERSION = 2;
    private static final int PROFILE_VERSION = 3;
    private static final int WITHDRAWN = 0;
    private static final int PRESENT = 1;
    private static final int COUNTER = 0x01;
    private static final int E2M_KEYS = 0x02;
    private static final int AMBR = 0x01;
    private static final int RESTRICTIONS = 0x02;
    private static final int MSISDN = 0x04;
    private static final int IDENTITIES = 0x08;

    /// Where the kind is, for counting without reading the rest.
    private static final int KIND_OFFSET = 1;

    private SubscriberCodec() {}

    static byte[] encode(SubscriberSlot slot) {
        return switch (slot) {
            case SubscriberSlot.Withdrawn(long floor) ->
                    new RowWriter(BATCH_VERSION).octet(WITHDRAWN).number(floor).toArray();
            case SubscriberSlot.Present(Subscriber row) -> encode(row);
        };
    }

    private static byte[] encode(Subscriber row) {
        Subscription subscription = row.subscription();
        int version = namesApnOnly(subscription) ? BATCH_VERSION : PROFILE_VERSION;
        RowWriter out = new RowWriter(version).octet(PRESENT);
        WrappedCredentials credentials = row.credentials();
        out.number(row.epoch()).number(row.sqnOffset());
        out.text(credentials.algorithm())
                .variable(credentials.wrappedK())
                .variable(credentials.wrappedOpc());
        out.fixed(credentials.amf()).number(row.cards().indBits()).number(row.cards().delta());
        out.octet(batch(row.cards()));
        out.text(row.externalIdentifier()).number(row.allowedAs().size());
        row.allowedAs().forEach(asId -> out.text(asId.fqdn()));
        out.text(subscription.apn());
        if (version == PROFILE_VERSION) {
            encode(out, subscription);
        }
        return out.toArray();
    }

    /// All that rows of version 2 can say.
    private static boolean namesApnOnly(Subscription subscription) {
        String apn = subscription.apn();
        return !apn.isEmpty() && subscription.equals(Subscription.standard(apn));
    }

    private static void encode(RowWriter out, Subscription subscription) {
        Bandwidth ambr = subscription.ambr();
        AccessRestrictions restrictions = subscription.restrictions();
        String msisdn = subscription.msisdn();
        List<ApplicationIdentity> identities = subscription.applicationIdentities();
        out.text(subscription.profile())
                .octet(
                        (ambr == null ? 0 : AMBR)
                                | (restrictions == null ? 0 : RESTRICTIONS)
                                | (msisdn == null ? 0 : MSISDN)
                                | (identities.isEmpty() ? 0 : IDENTITIES));
        if (ambr != null) {
            out.number(ambr.uplink()).number(ambr.downlink());
        }
        if (restrictions != null) {
            out.number(Integer.toUnsignedLong(restrictions.bits()));
        }
        if (msisdn != null) {
            out.text(msisdn);
        }
        if (!identities.isEmpty()) {
            out.number(identities.size());
            identities.forEach(identity -> out.text(identity.text()));
        }
    }

    private static Subscription subscription(RowReader in) {
        String apn = in.text();
        if (in.version() < PROFILE_VERSION) {
            return Subscription.standard(apn);
        }
        String profile = in.text();
        int own = in.octet();
        if ((own & ~(AMBR | RESTRICTIONS | MSISDN | IDENTITIES)) != 0) {
            throw in.damaged();
        }
        return new Subscription(
                profile,
                apn,
                (own & AMBR) == 0 ? null : new Bandwidth(in.number(), in.number()),
                (own & RESTRICTIONS) == 0 ? null : new AccessRestrictions((int) in.number()),
                (own & MSISDN) == 0 ? null : in.text(),
                (own & IDENTITIES) == 0
                        ? List.of()
                        : in.list(item -> ApplicationIdentity.parse(item.text())));
    }

    private static int batch(CardBatch cards) {
        return (cards.scheme() == SqnScheme.COUNTER ? COUNTER : 0)
                | (cards.e2mKeys() ? E2M_KEYS : 0);
    }

    private static CardBatch cards(RowReader in) {
        int indBits = in.smallNumber();
        long delta = in.number();
        int batch = in.version() >= BATCH_VERSION ? in.octet() : 0;
        if ((batch & ~(COUNTER | E2M_KEYS)) != 0) {
            throw in.damaged();
        }
        SqnScheme scheme = (batch & COUNTER) != 0 ? SqnScheme.COUNTER : SqnScheme.TIME_BASED;
        return new CardBatch(indBits, delta, scheme, (batch & E2M_KEYS) != 0);
    }

    static boolean present(byte[] value) {
        return value.length > KIND_OFFSET && value[KIND_OFFSET] == PRESENT;
    }

    static SubscriberSlot decode(Imsi imsi, byte[] value) {
        return RowReader.read(
                Table.SUBSCRIBERS, OLDEST_VERSION, VERSION, value, in -> decode(imsi, in));
    }

    private static SubscriberSlot decode(Imsi imsi, RowReader in) {
        int kind = in.octet();
        if (kind == WITHDRAWN) {
            return new SubscriberSlot.Withdrawn(in.number());
        }
        if (kind != PRESENT) {
            throw in.damaged();
        }
        long epoch = in.number();
        long sqnOffset = in.number();
        String algorithm = in.text();
        Octets wrappedK = in.variable();
        Octets wrappedOpc = in.variable();
        Octets amf = in.fixed(WrappedCredentials.AMF_OCTETS);
        WrappedCredentials credentials =
                new WrappedCredentials(algorithm, wrappedK, wrappedOpc, amf);
        CardBatch cards = cards(in);
        String external = in.text();
        List<AsId> allowedAs = in.list(item -> AsId.parse(item.text()));
        return new SubscriberSlot.Present(
                new Subscriber(
                        imsi,
                        credentials,
                        epoch,
                        sqnOffset,
                        cards,
                        external,
                        allowedAs,
                        subscription(in)));
    }
}
