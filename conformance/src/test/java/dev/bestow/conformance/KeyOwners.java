package dev.bestow.conformance;

import dev.bestow.core.AsId;
import dev.bestow.core.Rand;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Whose every key of a network is: of each AKA run those above leaf level, and the leaf keys of every endpoint.
/// Computed with HMAC-SHA-256 of the Java platform and the strings of TR 33.863, so by no code that is under test.
/// Thread-safe.
final class KeyOwners {
    private static final byte[] KS_STRING = text("End-to-End_IOT");
    private static final byte[] E2M_STRING = text("e2m_ CIoT");
    private static final byte[] PLMN = {0x00, (byte) 0xf1, 0x10};
    private static final byte[] PUSHED = {1};

    /// What a key is.
    sealed interface Owner {
        /// Never leaves the operator.
        record Anchor(String symbol, Rand run) implements Owner {}

        /// Ks_AS of the Ks that is pushed.
        record OfServer(AsId endpoint, Rand run) implements Owner {}

        /// e2m_key.
        record OfEmse(AsId endpoint, Rand run) implements Owner {}

        /// None that anybody here derives.
        record Nobody() implements Owner {}
    }

    private final List<AsId> endpoints;
    private final Map<String, Owner> owners = new ConcurrentHashMap<>();

    KeyOwners(List<AsId> endpoints) {
        this.endpoints = List.copyOf(endpoints);
    }

    /// The keys of one more run.
    ///
    /// @param ckIk CK||IK, as the card has it
    void add(PublicVector vector, byte[] ckIk) {
        Mac hmac = hmac();
        Rand run = vector.rand();
        byte[] kasme = kdf(hmac, ckIk, 0x10, PLMN, vector.autn().sqnXorAk().toArray());
        byte[] pushedKs = kdf(hmac, ckIk, 0xf4, KS_STRING, PUSHED);
        byte[] vectorKs = kdf(hmac, ckIk, 0xf4, KS_STRING);
        byte[] kasmeKs = kdf(hmac, kasme, 0xf5, KS_STRING);
        byte[] e2mIntKey = kdf(hmac, ckIk, 0xf9, E2M_STRING);
        anchor("CK||IK", run, ckIk);
        anchor("K_ASME", run, kasme);
        anchor("Ks", run, pushedKs);
        anchor("Ks of the vector", run, vectorKs);
        anchor("Ks of K_ASME", run, kasmeKs);
        anchor("e2m_int_key", run, e2mIntKey);
        for (AsId endpoint : endpoints) {
            byte[] id = text(endpoint.fqdn());
            put(kdf(hmac, pushedKs, 0xf6, id), new Owner.OfServer(endpoint, run));
            put(kdf(hmac, e2mIntKey, 0xfa, id, E2M_STRING), new Owner.OfEmse(endpoint, run));
        }
    }

    private void anchor(String symbol, Rand run, byte[] key) {
        put(key, new Owner.Anchor(symbol, run));
    }

    private void put(byte[] key, Owner owner) {
        owners.put(HexFormat.of().formatHex(key), owner);
    }

    /// Whose key this is.
    ///
    /// @param key in hex
    Owner of(String key) {
        return owners.getOrDefault(key, new Owner.Nobody());
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Mac hmac() {
        try {
            return Mac.getInstance("HmacSHA256");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has it", e);
        }
    }

    /// TS 33.220 clause B.2.
    private static byte[] kdf(Mac hmac, byte[] key, int fc, byte[]... parameters) {
        try {
            hmac.init(new SecretKeySpec(key, hmac.getAlgorithm()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no key is too short", e);
        }
        hmac.update((byte) fc);
        for (byte[] parameter : parameters) {
            hmac.update(parameter);
            hmac.update((byte) (parameter.length >> 8));
            hmac.update((byte) parameter.length);
        }
        return hmac.doFinal();
    }
}
