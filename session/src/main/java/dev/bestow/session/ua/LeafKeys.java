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
import dev.bestow.keys.hpke.Hpke;
import dev.bestow.wire.ua.ApplicationRequest;
import dev.bestow.wire.ua.LiteralRequest;
import dev.bestow.wire.ua.Refusal;
import dev.bestow.wire.ua.UaHeader;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// The keys that hang directly on one leaf key, and what they compute. The labels are Bestow's own.
///
/// The inputs of Ks_AS_int never meet: two labels of equal length that differ, and the study's literal
/// `t`, whose octets 11 and 12 are a length field (00 0A) where a label has letters.
final class LeafKeys implements AutoCloseable {
    private static final byte[] REQUEST_LABEL = label("bestow-ua-request");
    private static final byte[] REFUSAL_LABEL = label("bestow-ua-refusal");
    private static final byte[] HEDGE_LABEL = label("bestow-ua-hedging");
    private static final byte[] CERTIFICATE_LABEL = label("bestow-ua-certificate");
    private static final int FRESH_OCTETS = 16;

    /// Fresh octets of a secret that the operator, who has the key too, must not guess.
    private static final int SECRET_FRESH_OCTETS = 32;

    private final KsAsInt integrity;
    private final KsAsEnc kAppParent;

    private LeafKeys(KsAsInt integrity, KsAsEnc kAppParent) {
        this.integrity = integrity;
        this.kAppParent = kAppParent;
    }

    static LeafKeys from(LeafKey leaf) {
        return new LeafKeys(KsAsInt.from(leaf), KsAsEnc.from(leaf));
    }

    /// A copy with its own life, for a request that may outlive its client.
    LeafKeys copy() {
        return new LeafKeys(
                new KsAsInt(integrity.octets().copy()), new KsAsEnc(kAppParent.octets().copy()));
    }

    KApp kApp(Octets randAs) {
        return KApp.from(kAppParent, randAs);
    }

    KApp kApp(Secret randAs) {
        return KApp.from(kAppParent, randAs);
    }

    /// A random number out of fresh randomness, the key and everything it is going to protect, with a count among
    /// that: so it is another one each time, whatever the generator does.
    Octets hedged(Entropy entropy, int octets, Draw draw, byte[]... message) {
        return Octets.copyOf(hedge(entropy, octets, draw, FRESH_OCTETS, message));
    }

    /// As [#hedged], 32 octets that nobody guesses who has the key: all that it is worth is the generator.
    Secret hedgedSecret(Entropy entropy, Draw draw, byte[]... message) {
        return Secret.taking(
                hedge(entropy, HmacTag.MAX_OCTETS, draw, SECRET_FRESH_OCTETS, message));
    }

    /// What a random number is for; an octet that keeps them apart.
    enum Draw {
        RAND_AS(0),
        RAND_S(1),
        ENCAPSULATION(2),
        SECOND_ENCAPSULATION(3);

        private final int octet;

        Draw(int octet) {
            this.octet = octet;
        }
    }

    private byte[] hedge(
            Entropy entropy, int octets, Draw draw, int freshOctets, byte[]... message) {
        byte[] fresh = new byte[freshOctets];
        entropy.fill(fresh);
        byte[][] parts = new byte[message.length + 3][];
        parts[0] = HEDGE_LABEL;
        parts[1] = new byte[] {(byte) draw.octet};
        parts[2] = fresh;
        System.arraycopy(message, 0, parts, 3, message.length);
        byte[] drawn = HmacTag.compute(integrity.octets(), octets, parts);
        Arrays.fill(fresh, (byte) 0);
        return drawn;
    }

    /// What C of the certificate form is bound to.
    static Hpke.Context certificateContext(AsId asId, FullName name, UaHeader header, int keyMark) {
        byte[] prefixed = lengthPrefixed(asId);
        ByteBuffer info =
                ByteBuffer.allocate(CERTIFICATE_LABEL.length + prefixed.length)
                        .put(CERTIFICATE_LABEL)
                        .put(prefixed);
        ByteBuffer bound =
                ByteBuffer.allocate(2 + name.octets().length())
                        .put((byte) header.octet())
                        .put((byte) keyMark);
        name.octets().writeTo(bound);
        return new Hpke.Context(Octets.copyOf(info.array()), Octets.copyOf(bound.array()));
    }

    /// `t` of the compact and the certificate form, 8 octets: HMAC-SHA-256(Ks_AS_int, label, direction, header,
    /// AS_ID after its 2-octet length, full name, `fresh`, body). The header tells the length of the name.
    ///
    /// @param fresh RAND_AS; in the certificate form the key mark and C
    Octets t(AsId asId, FullName name, UaHeader header, Octets fresh, byte[] body) {
        byte[] tag =
                HmacTag.compute(
                        integrity.octets(),
                        ApplicationRequest.MAC_OCTETS,
                        REQUEST_LABEL,
                        new byte[] {(byte) Direction.UPLINK.bit(), (byte) header.octet()},
                        lengthPrefixed(asId),
                        name.octets().toArray(),
                        fresh.toArray(),
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
    }
}
