package dev.bestow.session.ua;

import dev.bestow.core.AsId;
import dev.bestow.core.Entropy;
import dev.bestow.core.Guti;
import dev.bestow.core.Octets;
import dev.bestow.core.Secret;
import dev.bestow.keys.Direction;
import dev.bestow.keys.HmacTag;
import dev.bestow.keys.KApp;
import dev.bestow.keys.KsAsEnc;
import dev.bestow.keys.KsAsInt;
import dev.bestow.keys.LeafKey;
import dev.bestow.keys.PurposeKey;
import dev.bestow.wire.ua.ApplicationRequest;
import dev.bestow.wire.ua.LiteralRequest;
import dev.bestow.wire.ua.Refusal;
import dev.bestow.wire.ua.UaHeader;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// The keys that hang directly on one leaf key, and what they compute. The labels are Bestow's own.
///
/// The inputs of Ks_AS_int never meet: two labels of equal length that differ, and the study's literal
/// `t`, whose octets 11 and 12 are a length field (00 0A) where a label has letters.
final class LeafKeys implements AutoCloseable {
    private static final byte[] REQUEST_LABEL = label("bestow-ua-request");
    private static final byte[] REFUSAL_LABEL = label("bestow-ua-refusal");
    private static final int FRESH_OCTETS = 16;

    private final KsAsInt integrity;
    private final KsAsEnc kAppParent;
    private final Secret hedge;

    private LeafKeys(KsAsInt integrity, KsAsEnc kAppParent, Secret hedge) {
        this.integrity = integrity;
        this.kAppParent = kAppParent;
        this.hedge = hedge;
    }

    static LeafKeys from(LeafKey leaf) {
        return new LeafKeys(
                KsAsInt.from(leaf),
                KsAsEnc.from(leaf),
                PurposeKey.derive(leaf.octets(), "bestow-ua-hedge"));
    }

    /// A copy with its own life, for a request that may outlive its client.
    LeafKeys copy() {
        return new LeafKeys(
                new KsAsInt(integrity.octets().copy()),
                new KsAsEnc(kAppParent.octets().copy()),
                hedge.copy());
    }

    KApp kApp(Octets randAs) {
        return KApp.from(kAppParent, randAs);
    }

    /// A random number out of fresh randomness, the key and everything it is going to protect: with a
    /// generator that is stuck it repeats only when the whole message repeats.
    Octets hedged(Entropy entropy, int octets, Direction direction, byte[]... message) {
        byte[] fresh = new byte[FRESH_OCTETS];
        entropy.fill(fresh);
        byte[][] parts = new byte[message.length + 2][];
        parts[0] = new byte[] {(byte) direction.bit()};
        parts[1] = fresh;
        System.arraycopy(message, 0, parts, 2, message.length);
        return Octets.copyOf(HmacTag.compute(hedge, octets, parts));
    }

    /// `t` of the compact form, 8 octets: HMAC-SHA-256(Ks_AS_int, label, direction, header, AS_ID after
    /// its 2-octet length, full name, RAND_AS, body). The header tells the length of the name.
    Octets compactT(AsId asId, FullName name, UaHeader header, Octets randAs, byte[] body) {
        byte[] tag =
                HmacTag.compute(
                        integrity.octets(),
                        ApplicationRequest.MAC_OCTETS,
                        REQUEST_LABEL,
                        new byte[] {(byte) Direction.UPLINK.bit(), (byte) header.octet()},
                        lengthPrefixed(asId),
                        name.octets().toArray(),
                        randAs.toArray(),
                        body);
        return Octets.copyOf(tag);
    }

    /// `t` of TR 33.863 solution 11, 32 octets: HMAC-SHA-256(Ks_AS_int; GUTI, RAND_AS), each followed by its 2-octet
    /// length.
    Octets literalT(Guti guti, Octets randAs) {
        ByteBuffer input = ByteBuffer.allocate(Guti.OCTETS + randAs.length() + 4);
        guti.encode().writeTo(input);
        input.putShort((short) Guti.OCTETS);
        randAs.writeTo(input);
        input.putShort((short) randAs.length());
        return Octets.copyOf(
                HmacTag.compute(integrity.octets(), LiteralRequest.T_OCTETS, input.array()));
    }

    /// The tag of an authenticated refusal, 8 octets: HMAC-SHA-256(Ks_AS_int, label, direction, header,
    /// AS_ID after its length, full name, code, retry after, echo). The echo binds it to one request.
    Octets refusalTag(AsId asId, FullName name, UaHeader header, Refusal refusal) {
        byte[] tag =
                HmacTag.compute(
                        integrity.octets(),
                        Refusal.TAG_OCTETS,
                        REFUSAL_LABEL,
                        new byte[] {(byte) Direction.DOWNLINK.bit(), (byte) header.octet()},
                        lengthPrefixed(asId),
                        name.octets().toArray(),
                        new byte[] {
                            (byte) refusal.cause().code(), (byte) refusal.retryAfterSeconds()
                        },
                        refusal.echo().toArray());
        return Octets.copyOf(tag);
    }

    static byte[] lengthPrefixed(AsId asId) {
        byte[] fqdn = asId.fqdn().getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(Short.BYTES + fqdn.length)
                .putShort((short) fqdn.length)
                .put(fqdn)
                .array();
    }

    private static byte[] label(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void close() {
        integrity.octets().close();
        kAppParent.octets().close();
        hedge.close();
    }
}
