package dev.bestow.keys.hpke;

import dev.bestow.core.Octets;
import dev.bestow.core.Secret;
import dev.bestow.keys.JceKey;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;

import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;

/// HPKE (RFC 9180), base mode, one message: a KEM, HKDF-SHA256, AES-128-GCM. For one secret to the owner of a private
/// key. It says nothing of who sent it: that is for a MAC outside.
///
/// ```
/// encapsulation 32 or 1120 | the secret, as long as it is | tag 16
/// ```
public final class Hpke {
    /// What sealing adds besides the encapsulation.
    public static final int TAG_OCTETS = 16;

    private static final int KDF_HKDF_SHA256 = 1;
    private static final int AEAD_AES_128_GCM = 1;
    private static final byte MODE_BASE = 0;
    private static final int KEY_OCTETS = 16;
    private static final int NONCE_OCTETS = 12;
    private static final int HASH_OCTETS = LabeledHkdf.OCTETS;

    private Hpke() {}

    /// `secret`, which stays the caller's, for the owner of `to`.
    ///
    /// @param context what both ends know: `info` of RFC 9180 and the associated data
    /// @param randomness as much as the KEM takes, never used before; stays the caller's
    /// @return null when `to` is no public key
    public static @Nullable Octets seal(
            EndpointPublicKey to, Context context, Secret secret, Secret randomness) {
        if (randomness.length() != to.kem().randomOctets()) {
            throw new IllegalArgumentException(
                    to.kem() + " takes " + to.kem().randomOctets() + " octets of randomness");
        }
        Kem.Encapsulated made = to.kem().encapsulate(to.octets(), randomness);
        if (made == null) {
            return null;
        }
        int at = made.encapsulation().length();
        byte[] sealed = new byte[at + secret.length() + TAG_OCTETS];
        made.encapsulation().writeTo(sealed, 0);
        try (Secret shared = made.shared();
                Schedule keys = schedule(to.kem(), shared, context.info())) {
            secret.use(octets -> {
                try {
                    return cipher(Cipher.ENCRYPT_MODE, keys, context)
                            .doFinal(octets, 0, octets.length, sealed, at);
                } catch (GeneralSecurityException e) {
                    throw new IllegalStateException("AES-GCM encrypts into room enough", e);
                }
            });
        }
        return Octets.copyOf(sealed);
    }

    /// The secret again; null when the octets were not sealed for this key, or in another context.
    public static @Nullable Secret open(EndpointPrivateKey key, Context context, Octets sealed) {
        int at = key.kem().encapsulationOctets();
        if (sealed.length() < at + TAG_OCTETS) {
            return null;
        }
        Secret shared = key.kem().decapsulate(key.octets(), sealed.slice(0, at));
        if (shared == null) {
            return null;
        }
        byte[] octets = sealed.toArray();
        try (shared;
                Schedule keys = schedule(key.kem(), shared, context.info())) {
            return Secret.taking(
                    cipher(Cipher.DECRYPT_MODE, keys, context)
                            .doFinal(octets, at, octets.length - at));
        } catch (AEADBadTagException _) {
            return null;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM fails by its tag only", e);
        }
    }

    /// What both ends know and nobody sends for its own sake.
    public record Context(Octets info, Octets associatedData) {}

    /// Key and base_nonce, which is the nonce of the first and only message.
    record Schedule(Secret key, Secret nonce) implements AutoCloseable {
        @Override
        public void close() {
            key.close();
            nonce.close();
        }
    }

    /// KeySchedule of RFC 9180 clause 5.1, without a PSK.
    static Schedule schedule(Kem kem, Secret shared, Octets info) {
        var hkdf = new LabeledHkdf(suite(kem));
        byte[] context = new byte[1 + 2 * HASH_OCTETS];
        context[0] = MODE_BASE;
        try (Secret nothing = Secret.taking(new byte[0]);
                Secret infoOctets = Secret.taking(info.toArray());
                Secret pskIdHash = hkdf.extract("psk_id_hash", nothing);
                Secret infoHash = hkdf.extract("info_hash", infoOctets);
                Secret secret = hkdf.extract(shared, "secret", nothing)) {
            ByteBuffer room = ByteBuffer.wrap(context, 1, 2 * HASH_OCTETS);
            pskIdHash.writeTo(room);
            infoHash.writeTo(room);
            return new Schedule(
                    hkdf.expand(secret, "key", context, KEY_OCTETS),
                    hkdf.expand(secret, "base_nonce", context, NONCE_OCTETS));
        }
    }

    /// "HPKE", KEM, KDF and AEAD.
    private static byte[] suite(Kem kem) {
        return ByteBuffer.allocate(10)
                .put(LabeledHkdf.ascii("HPKE"))
                .putShort((short) kem.id())
                .putShort((short) KDF_HKDF_SHA256)
                .putShort((short) AEAD_AES_128_GCM)
                .array();
    }

    private static Cipher cipher(int mode, Schedule keys, Context context)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        byte[] nonce = keys.nonce().use(byte[]::clone);
        keys.key()
                .use(octets -> {
                    try {
                        cipher.init(
                                mode,
                                new JceKey(octets, "AES"),
                                new GCMParameterSpec(8 * TAG_OCTETS, nonce));
                        return true;
                    } catch (GeneralSecurityException e) {
                        throw new IllegalStateException("AES-GCM takes any key of 16 octets", e);
                    }
                });
        cipher.updateAAD(context.associatedData().toArray());
        return cipher;
    }
}
