package dev.bestow.mme;

import dev.bestow.core.AsId;
import dev.bestow.core.Eksi;
import dev.bestow.core.Guti;
import dev.bestow.core.Imsi;
import dev.bestow.core.InvalidValue;
import dev.bestow.core.KeyRoot;
import dev.bestow.core.Octets;
import dev.bestow.core.Rand;
import dev.bestow.core.Secret;
import dev.bestow.core.subscription.AccessProfile;
import dev.bestow.keys.Ks;
import dev.bestow.mme.KeptUeContext.Previous;
import dev.bestow.mme.KeptUeContext.SupersededGuti;
import dev.bestow.wire.diameter.CoreValues;
import dev.bestow.wire.s6a.SecurityPolicy;
import dev.bestow.wire.s6a.SubscriptionData;

import org.jspecify.annotations.Nullable;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// One UE context in a [Snapshot], in clear, so only ever in memory that is wiped. Big-endian; a text
/// comes after its length of 2 octets, what may be absent after 1 if it is there or 0.
///
/// ```
/// IMSI | GUTI 10 | key set | may be stale 1 | previous key set, until 8 (or absent)
///      | count 1 | superseded GUTIs: GUTI 10, until 8
///      | external identifier (or absent) | APN | key lifetime 8 | confidentiality 1 | count 2 | AS_IDs
/// key set   eKSI 1 | RAND 16 | count 1 | each: root 1, Ks 32 | started at 8 | lives 8, or 0
///           in version 2 without how long it lives, which is the key lifetime
///           in version 1: eKSI 1 | RAND 16 | Ks 32 (or absent) | started at 8
/// ```
///
/// Of what the network gives a UE only its default APN is kept: a restart ends every connection, and the next attach
/// brings the rest.
final class UeContextCodec {
    private static final int ABSENT = 0;
    private static final int PRESENT = 1;

    private UeContextCodec() {}

    /// @throws java.nio.BufferOverflowException when `out` is too small
    static void encode(KeptUeContext kept, ByteBuffer out) {
        putText(out, kept.imsi().digits());
        putGuti(out, kept.guti());
        putKeySet(out, kept.current());
        putFlag(out, kept.mayBeStale());
        Previous previous = kept.previous();
        putFlag(out, previous != null);
        if (previous != null) {
            putKeySet(out, previous.keySet());
            out.putLong(previous.untilMs());
        }
        out.put((byte) kept.supersededGutis().size());
        for (SupersededGuti old : kept.supersededGutis()) {
            putGuti(out, old.guti());
            out.putLong(old.untilMs());
        }
        putSubscription(out, kept.subscription());
    }

    private static void putKeySet(ByteBuffer out, KeySet keySet) {
        out.put((byte) keySet.eksi().value()).put(keySet.rand().octets().toArray());
        out.put((byte) keySet.keys().size());
        keySet.keys()
                .forEach((root, ks) -> {
                    out.put((byte) CoreValues.code(root));
                    ks.octets().writeTo(out);
                });
        out.putLong(keySet.startedAt().toEpochMilli());
        out.putLong(keySet.lifeSeconds());
    }

    private static void putSubscription(ByteBuffer out, SubscriptionData data) {
        String external = data.externalIdentifier();
        putFlag(out, external != null);
        if (external != null) {
            putText(out, external);
        }
        putText(out, data.access().defaultAccessPoint().name());
        SecurityPolicy policy = data.keyPolicy();
        out.putLong(policy.keyLifetimeSeconds());
        putFlag(out, policy.confidentialityAllowed());
        out.putShort((short) policy.allowedAs().size());
        policy.allowedAs().forEach(asId -> putText(out, asId.fqdn()));
    }

    private static void putGuti(ByteBuffer out, Guti guti) {
        out.put(guti.encode().toArray());
    }

    private static void putFlag(ByteBuffer out, boolean flag) {
        out.put((byte) (flag ? PRESENT : ABSENT));
    }

    private static void putText(ByteBuffer out, String text) {
        byte[] octets = text.getBytes(StandardCharsets.UTF_8);
        out.putShort((short) octets.length).put(octets);
    }

    /// The UE context that fills all of `in`.
    ///
    /// @param onlyRoot of version 1: of which root its Ks are
    /// @throws InvalidValue when there is none
    static KeptUeContext decode(ByteBuffer in, int version, @Nullable KeyRoot onlyRoot) {
        try {
            var form = new Form(version >= Snapshot.VERSION_WITH_LIVES, onlyRoot);
            KeptUeContext kept =
                    new KeptUeContext(
                            Imsi.parse(text(in)),
                            guti(in),
                            keySet(in, form),
                            flag(in),
                            flag(in) ? new Previous(keySet(in, form), in.getLong()) : null,
                            supersededGutis(in),
                            subscription(in));
            kept = form.lives() ? kept : kept.given();
            if (in.hasRemaining()) {
                throw new InvalidValue("UE context", "has octets after its end");
            }
            return kept;
        } catch (BufferUnderflowException e) {
            throw new InvalidValue("UE context", "ends too soon");
        }
    }

    /// How a key set is written.
    ///
    /// @param lives whether with how long it lives
    private record Form(boolean lives, @Nullable KeyRoot onlyRoot) {}

    private static KeySet keySet(ByteBuffer in, Form form) {
        KeyRoot onlyRoot = form.onlyRoot();
        Eksi eksi = new Eksi(in.get());
        Rand rand = new Rand(Octets.copyOf(octets(in, Rand.OCTETS)));
        Map<KeyRoot, Ks> keys = new EnumMap<>(KeyRoot.class);
        if (onlyRoot == null) {
            for (int count = in.get(); count > 0; count--) {
                keys.put(root(in.get()), new Ks(Secret.taking(octets(in, Ks.OCTETS))));
            }
        } else if (flag(in)) {
            keys.put(onlyRoot, new Ks(Secret.taking(octets(in, Ks.OCTETS))));
        }
        Instant startedAt = Instant.ofEpochMilli(in.getLong());
        return new KeySet(eksi, rand, keys, startedAt, form.lives() ? in.getLong() : 0);
    }

    private static KeyRoot root(int code) {
        for (KeyRoot root : KeyRoot.values()) {
            if (CoreValues.code(root) == code) {
                return root;
            }
        }
        throw new InvalidValue("UE context", "has a key of an unknown root");
    }

    private static List<SupersededGuti> supersededGutis(ByteBuffer in) {
        int count = in.get();
        List<SupersededGuti> gutis = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            gutis.add(new SupersededGuti(guti(in), in.getLong()));
        }
        return gutis;
    }

    private static SubscriptionData subscription(ByteBuffer in) {
        @Nullable String external = flag(in) ? text(in) : null;
        String apn = text(in);
        long lifetimeSeconds = in.getLong();
        boolean confidentialityAllowed = flag(in);
        int count = in.getShort() & 0xffff;
        List<AsId> allowedAs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            allowedAs.add(AsId.parse(text(in)));
        }
        return new SubscriptionData(
                external,
                null,
                AccessProfile.standard(apn),
                new SecurityPolicy(allowedAs, lifetimeSeconds, confidentialityAllowed));
    }

    private static Guti guti(ByteBuffer in) {
        return Guti.decode(Octets.copyOf(octets(in, Guti.OCTETS)));
    }

    private static boolean flag(ByteBuffer in) {
        int flag = in.get();
        if (flag != ABSENT && flag != PRESENT) {
            throw new InvalidValue("UE context", "has a flag that is neither 0 nor 1");
        }
        return flag == PRESENT;
    }

    private static String text(ByteBuffer in) {
        return new String(octets(in, in.getShort() & 0xffff), StandardCharsets.UTF_8);
    }

    private static byte[] octets(ByteBuffer in, int length) {
        if (length > in.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] octets = new byte[length];
        in.get(octets);
        return octets;
    }
}
