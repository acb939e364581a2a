package dev.bestow.wire.diameter;

import static java.util.Objects.requireNonNull;

import dev.bestow.core.ApplicationIdentity;
import dev.bestow.core.AsId;
import dev.bestow.core.Eksi;
import dev.bestow.core.Guti;
import dev.bestow.core.Imsi;
import dev.bestow.core.InvalidValue;
import dev.bestow.core.KeyRoot;
import dev.bestow.core.PlmnId;
import dev.bestow.core.Rand;
import dev.bestow.core.RandId;
import dev.bestow.wire.diameter.DecodeException.Kind;

import java.time.Instant;
import java.util.function.Supplier;

/// Values of `core` in AVPs: reads them out of the AVP a cursor stands on. What their constructors refuse is a bad
/// value of that AVP (5004), what has another length than its type a bad length (5014).
public final class CoreValues {
    private CoreValues() {}

    /// Decimal digits in UTF-8, as User-Name holds them.
    public static Imsi imsi(AvpCursor avp) {
        return of(avp, () -> Imsi.parse(avp.utf8()));
    }

    /// The subscriber a request names, which says nothing else that anybody goes by.
    ///
    /// @param request its grammar, of which User-Name is mandatory
    public static Imsi userName(Grammar request, AvpCursor avps) {
        Imsi imsi = null;
        int seen = 0;
        while (avps.next()) {
            seen = request.tick(seen, avps);
            if (avps.is(BaseAvps.USER_NAME)) {
                imsi = imsi(avps);
            }
        }
        request.complete(seen);
        return requireNonNull(imsi);
    }

    /// 3 octets.
    public static PlmnId plmnId(AvpCursor avp) {
        return of(avp, () -> PlmnId.decode(avp.octets(PlmnId.OCTETS)));
    }

    /// 16 octets.
    public static Rand rand(AvpCursor avp) {
        return new Rand(avp.octets(Rand.OCTETS));
    }

    /// 4 octets.
    public static RandId randId(AvpCursor avp) {
        return RandId.decode(avp.octets(RandId.OCTETS));
    }

    /// 10 octets, without the type octet of NAS.
    public static Guti guti(AvpCursor avp) {
        return of(avp, () -> Guti.decode(avp.octets(Guti.OCTETS)));
    }

    /// 0 to 6 in 4 octets.
    public static Eksi eksi(AvpCursor avp) {
        return of(avp, () -> new Eksi(avp.integer32()));
    }

    /// 0 CK||IK, 1 K_ASME, 2 CK||IK as pushed, in 4 octets.
    public static KeyRoot keyRoot(AvpCursor avp) {
        return switch (avp.integer32()) {
            case 0 -> KeyRoot.CK_IK;
            case 1 -> KeyRoot.KASME;
            case 2 -> KeyRoot.CK_IK_PUSHED;
            default -> throw avp.refuse(DecodeException.Kind.AVP_VALUE);
        };
    }

    /// What [#keyRoot] reads.
    public static int code(KeyRoot root) {
        return switch (root) {
            case CK_IK -> 0;
            case KASME -> 1;
            case CK_IK_PUSHED -> 2;
        };
    }

    /// Milliseconds since 1970-01-01 UTC in 8 octets.
    public static Instant epochMillis(AvpCursor avp) {
        return Instant.ofEpochMilli(count(avp));
    }

    /// An FQDN in UTF-8.
    public static AsId asId(AvpCursor avp) {
        return of(avp, () -> AsId.parse(avp.utf8()));
    }

    /// 1 to 253 octets in UTF-8.
    public static ApplicationIdentity applicationIdentity(AvpCursor avp) {
        return of(avp, () -> ApplicationIdentity.parse(avp.utf8()));
    }

    /// 0 or 1 in 4 octets.
    public static boolean flag(AvpCursor avp) {
        int value = avp.integer32();
        if (value != 0 && value != 1) {
            throw avp.refuse(Kind.AVP_VALUE);
        }
        return value == 1;
    }

    /// 0 to 2^63 - 1 in 8 octets: a count that never gets near 2^64 in an honest message.
    public static long count(AvpCursor avp) {
        long value = avp.unsigned64();
        if (value < 0) {
            throw avp.refuse(Kind.AVP_VALUE);
        }
        return value;
    }

    private static <T> T of(AvpCursor avp, Supplier<T> reader) {
        try {
            return reader.get();
        } catch (InvalidValue e) {
            throw avp.refuse(Kind.AVP_VALUE);
        }
    }
}
