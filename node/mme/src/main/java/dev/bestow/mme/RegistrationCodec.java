package dev.bestow.mme;

import dev.bestow.core.AsId;
import dev.bestow.core.Eksi;
import dev.bestow.core.Guti;
import dev.bestow.core.Imsi;
import dev.bestow.core.Octets;
import dev.bestow.core.Rand;
import dev.bestow.core.Refused;
import dev.bestow.core.Secret;
import dev.bestow.keys.Ks;
import dev.bestow.mme.KeptRegistration.Previous;
import dev.bestow.mme.KeptRegistration.SupersededGuti;
import dev.bestow.wire.s6a.SecurityPolicy;
import dev.bestow.wire.s6a.SubscriptionData;

import org.jspecify.annotations.Nullable;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// One registration in a [Snapshot], in clear, so only ever in memory that is wiped. Big-endian; a text
/// comes after its length of 2 octets, what may be absent after 1 if it is there or 0.
///
/// ```
/// IMSI | GUTI 10 | generation | may be overtaken 1 | previous generation, until 8 (or absent)
///      | count 1 | superseded GUTIs: GUTI 10, until 8
///      | external identifier (or absent) | APN | key lifetime 8 | confidentiality 1 | count 2 | AS_IDs
/// generation   eKSI 1 | RAND 16 | Ks 32 (or absent) | started at 8
/// ```
final class RegistrationCodec {
    private static final int ABSENT = 0;
    private static final int PRESENT = 1;

    private RegistrationCodec() {}

    /// @throws java.nio.BufferOverflowException when `out` is too small
    static void encode(KeptRegistration kept, ByteBuffer out) {
        putText(out, kept.imsi().digits());
        putGuti(out, kept.guti());
        putGeneration(out, kept.current());
        putFlag(out, kept.mayBeOvertaken());
        Previous previous = kept.previous();
        putFlag(out, previous != null);
        if (previous != null) {
            putGeneration(out, previous.generation());
            out.putLong(previous.untilMs());
        }
        out.put((byte) kept.supersededGutis().size());
        for (SupersededGuti old : kept.supersededGutis()) {
            putGuti(out, old.guti());
            out.putLong(old.untilMs());
        }
        putSubscription(out, kept.subscription());
    }

    private static void putGeneration(ByteBuffer out, Generation generation) {
        out.put((byte) generation.eksi().value()).put(generation.rand().octets().toArray());
        Ks ks = generation.ks();
        putFlag(out, ks != null);
        if (ks != null) {
            ks.octets().writeTo(out);
        }
        out.putLong(generation.startedAt().toEpochMilli());
    }

    private static void putSubscription(ByteBuffer out, SubscriptionData data) {
        String external = data.externalIdentifier();
        putFlag(out, external != null);
        if (external != null) {
            putText(out, external);
        }
        putText(out, data.apn());
        SecurityPolicy policy = data.policy();
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

    /// The registration that fills all of `in`.
    ///
    /// @throws Refused when there is none
    static KeptRegistration decode(ByteBuffer in) {
        try {
            KeptRegistration kept =
                    new KeptRegistration(
                            Imsi.parse(text(in)),
                            guti(in),
                            generation(in),
                            flag(in),
                            flag(in) ? new Previous(generation(in), in.getLong()) : null,
                            supersededGutis(in),
                            subscription(in));
            if (in.hasRemaining()) {
                throw new Refused("registration", "has octets after its end");
            }
            return kept;
        } catch (BufferUnderflowException e) {
            throw new Refused("registration", "ends too soon");
        }
    }

    private static Generation generation(ByteBuffer in) {
        Eksi eksi = new Eksi(in.get());
        Rand rand = new Rand(Octets.copyOf(octets(in, Rand.OCTETS)));
        Ks ks = flag(in) ? new Ks(Secret.taking(octets(in, Ks.OCTETS))) : null;
        return new Generation(eksi, rand, ks, Instant.ofEpochMilli(in.getLong()));
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
                apn,
                new SecurityPolicy(allowedAs, lifetimeSeconds, confidentialityAllowed));
    }

    private static Guti guti(ByteBuffer in) {
        return Guti.decode(Octets.copyOf(octets(in, Guti.OCTETS)));
    }

    private static boolean flag(ByteBuffer in) {
        int flag = in.get();
        if (flag != ABSENT && flag != PRESENT) {
            throw new Refused("registration", "has a flag that is neither 0 nor 1");
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
