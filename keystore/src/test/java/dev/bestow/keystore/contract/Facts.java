package dev.bestow.keystore.contract;

import dev.bestow.core.ApplicationIdentity;
import dev.bestow.core.AsId;
import dev.bestow.core.Eksi;
import dev.bestow.core.EndpointId;
import dev.bestow.core.Guti;
import dev.bestow.core.Imsi;
import dev.bestow.core.Octets;
import dev.bestow.core.PlmnId;
import dev.bestow.core.Rand;
import dev.bestow.core.RandId;
import dev.bestow.core.Secret;
import dev.bestow.keys.AnchorKey;
import dev.bestow.keys.KeyKind;
import dev.bestow.keys.Ks;
import dev.bestow.keystore.CardBatch;
import dev.bestow.keystore.Claim;
import dev.bestow.keystore.Confirmation;
import dev.bestow.keystore.HandOut;
import dev.bestow.keystore.HandshakeReport;
import dev.bestow.keystore.KeyOrder;
import dev.bestow.keystore.LocationProof;
import dev.bestow.keystore.PushedKey;
import dev.bestow.keystore.Subscriber;
import dev.bestow.keystore.Subscription;
import dev.bestow.keystore.WrappedCredentials;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// Facts the contract tests are made of.
public final class Facts {
    public static final PlmnId PLMN = PlmnId.parse("001/01");
    public static final AsId AS = AsId.parse("as.example");
    public static final long T0 = 1_790_000_000_000L;
    public static final long DAY_MS = 86_400_000;

    /// Of IND, at the end of an issue number.
    private static final int IND_BITS = 5;

    private Facts() {}

    public static Imsi imsi(int number) {
        return Imsi.parse(String.format(Locale.ROOT, "00101%010d", number));
    }

    /// A RAND with the given short name, told apart by `salt`.
    public static Rand rand(int id, int salt) {
        return new Rand(
                Octets.copyOf(ByteBuffer.allocate(16).putInt(0, salt).putInt(12, id).array()));
    }

    /// The key every RAND has in these tests.
    public static Ks ks(Rand rand) {
        byte[] octets = new byte[Ks.OCTETS];
        rand.octets().writeTo(octets, 0);
        rand.octets().writeTo(octets, 16);
        octets[0] ^= 0x5a;
        return new Ks(Secret.taking(octets));
    }

    /// The key of that kind every RAND has in these tests.
    public static AnchorKey key(KeyKind kind, Rand rand) {
        if (kind == KeyKind.KS) {
            return ks(rand);
        }
        byte[] octets = ks(rand).octets().use(byte[]::clone);
        octets[1] ^= (byte) kind.name().hashCode();
        return AnchorKey.of(kind, Secret.taking(octets));
    }

    public static Guti guti(int mmeCode, int tmsi) {
        return new Guti(PLMN, 0x8001, mmeCode, tmsi);
    }

    public static String host(int mmeCode) {
        return guti(mmeCode, 0).mmeFqdn();
    }

    /// A push at T0 for a vector the MME 1 asked for, living a day.
    public static PushedKey push(Imsi imsi, Rand rand, long epoch, long issue) {
        return push(imsi, rand, order(epoch, issue, 0), 1, T0);
    }

    /// The place of a key that the HSS instance `instance` numbered.
    public static KeyOrder order(long epoch, long g, int instance) {
        return new KeyOrder(epoch, g << IND_BITS | instance);
    }

    public static PushedKey push(Imsi imsi, Rand rand, KeyOrder order, int mmeCode, long atMs) {
        return push(imsi, rand, ks(rand), order, new Request(host(mmeCode), true, atMs));
    }

    /// A push of a kind that no MME confirms, for a vector the MME 1 asked for at T0.
    public static PushedKey push(KeyKind kind, Imsi imsi, Rand rand, long issue) {
        return pushAt(kind, imsi, rand, issue, T0);
    }

    public static PushedKey pushAt(KeyKind kind, Imsi imsi, Rand rand, long issue, long atMs) {
        return push(
                imsi, rand, key(kind, rand), order(1, issue, 0), new Request(host(1), false, atMs));
    }

    /// Who asked for a vector, whether it confirms, and when its key came.
    record Request(String host, boolean confirms, long atMs) {}

    static PushedKey push(Imsi imsi, Rand rand, AnchorKey key, KeyOrder order, Request request) {
        String external = "d" + imsi.digits().substring(5) + "@example.org";
        return new PushedKey(
                imsi,
                external,
                List.of(),
                rand,
                null,
                key,
                order,
                PLMN,
                request.host(),
                request.confirms(),
                Instant.ofEpochMilli(T0 + DAY_MS),
                request.atMs(),
                List.of(AS),
                true);
    }

    /// That push, of a subscriber whom applications call so.
    public static PushedKey called(PushedKey push, String... identities) {
        return new PushedKey(
                push.imsi(),
                push.externalIdentifier(),
                Arrays.stream(identities).map(ApplicationIdentity::parse).toList(),
                push.rand(),
                push.shortHash(),
                push.key(),
                push.order(),
                push.visitedPlmn(),
                push.requestingHost(),
                push.awaitsConfirmation(),
                push.expiry(),
                push.pushedAtMs(),
                push.allowedAs(),
                push.confidentialityAllowed());
    }

    /// That push, of a key that answers to a short hash too.
    public static PushedKey hashed(PushedKey push, int shortHash) {
        return new PushedKey(
                push.imsi(),
                push.externalIdentifier(),
                push.applicationIdentities(),
                push.rand(),
                new RandId(shortHash),
                push.key(),
                push.order(),
                push.visitedPlmn(),
                push.requestingHost(),
                push.awaitsConfirmation(),
                push.expiry(),
                push.pushedAtMs(),
                push.allowedAs(),
                push.confidentialityAllowed());
    }

    /// A confirmation by the GUTI's own MME, in its first life.
    public static Confirmation confirm(Imsi imsi, Rand rand, Guti guti, int eksi, long serial) {
        return confirmAt(imsi, rand, guti, eksi, serial, T0 + 1_000 * serial);
    }

    public static Confirmation confirmAt(
            Imsi imsi, Rand rand, Guti guti, int eksi, long serial, long atMs) {
        return new Confirmation(imsi, rand, guti, new Eksi(eksi), guti.mmeFqdn(), 1, serial, atMs);
    }

    /// The HSS: the MME 1 sent an Update Location, after it had asked for vectors up to the `g`th.
    public static LocationProof located(KeyKind kind, Imsi imsi, long g, long atMs) {
        return new LocationProof(imsi, kind, 1, host(1), order(1, g, 0).issueNumber(), atMs);
    }

    public static HandOut handOut(KeyKind kind, Imsi imsi, Rand rand, EndpointId endpoint) {
        return new HandOut(imsi, kind, rand, endpoint, T0);
    }

    public static HandshakeReport report(
            KeyKind kind, Imsi imsi, Rand rand, EndpointId endpoint, long atMs) {
        return new HandshakeReport(imsi, kind, rand, endpoint, atMs);
    }

    public static Subscriber subscriber(int number, long epoch) {
        WrappedCredentials credentials =
                new WrappedCredentials(
                        "milenage",
                        octets(44, number),
                        octets(44, ~number),
                        WrappedCredentials.EUTRAN_AMF);
        return new Subscriber(
                imsi(number),
                credentials,
                epoch,
                0,
                CardBatch.STANDARD,
                "d" + number + "@example.org",
                List.of(AS, AsId.parse("b.example")),
                Subscription.standard("internet"));
    }

    public static Claim claim(int key, int randAs, int digest) {
        return new Claim(octets(16, key), octets(16, randAs), octets(32, digest), T0 + DAY_MS);
    }

    public static Octets octets(int length, int value) {
        return Octets.copyOf(ByteBuffer.allocate(length).putInt(value).array());
    }
}
