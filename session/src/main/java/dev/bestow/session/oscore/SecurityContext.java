package dev.bestow.session.oscore;

import dev.bestow.core.Octets;
import dev.bestow.core.Secret;
import dev.bestow.keys.AesCcm;
import dev.bestow.keys.Hkdf;

import org.jspecify.annotations.Nullable;

/// One end's keys of a security context (RFC 8613 clause 3): HKDF-SHA-256 and AES-CCM-16-64-128, the two that every
/// peer has to have. Knows no sequence number; whoever seals answers for using each once. Thread-safe.
final class SecurityContext implements AutoCloseable {
    private static final int AES_CCM_16_64_128 = 10;
    private static final int OSCORE_VERSION = 1;

    /// Of a nonce: what the sender's id is padded to.
    private static final int ID_OCTETS = AesCcm.NONCE_OCTETS - 6;

    private final Ids ids;
    private final Secret senderKey;
    private final Secret recipientKey;
    private final Secret commonIv;

    private SecurityContext(Ids ids, Secret senderKey, Secret recipientKey, Secret commonIv) {
        this.ids = ids;
        this.senderKey = senderKey;
        this.recipientKey = recipientKey;
        this.commonIv = commonIv;
    }

    /// Sender ID and Recipient ID, 0 to 7 octets each.
    record Ids(Octets sender, Octets recipient) {
        /// A device, which sends requests.
        static final Ids CLIENT = new Ids(Octets.EMPTY, Octets.copyOf(new byte[] {1}));

        /// What it sends them to.
        static final Ids SERVER = CLIENT.ofPeer();

        Ids ofPeer() {
            return new Ids(/* sender= */ recipient, /* recipient= */ sender);
        }
    }

    /// What ties a response to its request: kid and Partial IV of that.
    record RequestId(Octets kid, Octets partialIv) {}

    /// What both ends share.
    ///
    /// @param secret stays the caller's
    record Master(Secret secret, Octets salt, @Nullable Octets idContext) {}

    /// Clause 3.2.1.
    static SecurityContext derive(Master master, Ids ids) {
        try (Secret key = Hkdf.extract(master.salt(), master.secret())) {
            Octets idContext = master.idContext();
            return new SecurityContext(
                    ids,
                    Hkdf.expand(key, info(ids.sender(), idContext, "Key"), AesCcm.KEY_OCTETS),
                    Hkdf.expand(key, info(ids.recipient(), idContext, "Key"), AesCcm.KEY_OCTETS),
                    Hkdf.expand(key, info(Octets.EMPTY, idContext, "IV"), AesCcm.NONCE_OCTETS));
        }
    }

    /// `[id, id_context, alg_aead, type, L]`.
    private static Octets info(Octets id, @Nullable Octets idContext, String type) {
        int octets = type.equals("Key") ? AesCcm.KEY_OCTETS : AesCcm.NONCE_OCTETS;
        return new Cbor()
                .array(5)
                .bytes(id)
                .bytes(idContext)
                .number(AES_CCM_16_64_128)
                .text(type)
                .number(octets)
                .octets();
    }

    Ids ids() {
        return ids;
    }

    /// @param partialIv of ours, and used this once
    Octets seal(Octets partialIv, RequestId request, byte[] content) {
        return Octets.copyOf(
                AesCcm.seal(
                        senderKey, nonce(ids.sender(), partialIv), additional(request), content));
    }

    /// A request, or a response that has a Partial IV; null where it is not the peer's.
    byte @Nullable [] open(Octets partialIv, RequestId request, Octets ciphertext) {
        return open(nonce(ids.recipient(), partialIv), request, ciphertext);
    }

    /// A response without a Partial IV has the nonce of its request (clause 5.2).
    byte @Nullable [] openUnderRequest(RequestId request, Octets ciphertext) {
        return open(nonce(request.kid(), request.partialIv()), request, ciphertext);
    }

    private byte @Nullable [] open(byte[] nonce, RequestId request, Octets ciphertext) {
        return AesCcm.open(recipientKey, nonce, additional(request), ciphertext.toArray());
    }

    /// Clause 5.2.
    ///
    /// ```
    /// length of the id 1 | id, zeros before it 7 | Partial IV, zeros before it 5     xor Common IV
    /// ```
    private byte[] nonce(Octets id, Octets partialIv) {
        byte[] nonce = new byte[AesCcm.NONCE_OCTETS];
        nonce[0] = (byte) id.length();
        id.writeTo(nonce, 1 + ID_OCTETS - id.length());
        partialIv.writeTo(nonce, nonce.length - partialIv.length());
        commonIv.use(iv -> {
            for (int i = 0; i < nonce.length; i++) {
                nonce[i] ^= iv[i];
            }
            return nonce;
        });
        return nonce;
    }

    /// The Enc_structure of COSE_Encrypt0 around `[version, [algorithm], kid, Partial IV, class I options]` (clause
    /// 5.4).
    private static byte[] additional(RequestId request) {
        Octets external =
                new Cbor()
                        .array(5)
                        .number(OSCORE_VERSION)
                        .array(1)
                        .number(AES_CCM_16_64_128)
                        .bytes(request.kid())
                        .bytes(request.partialIv())
                        .bytes(Octets.EMPTY)
                        .octets();
        return new Cbor()
                .array(3)
                .text("Encrypt0")
                .bytes(Octets.EMPTY)
                .bytes(external)
                .octets()
                .toArray();
    }

    /// Wipes the keys.
    @Override
    public void close() {
        senderKey.close();
        recipientKey.close();
        commonIv.close();
    }
}
