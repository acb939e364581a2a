package dev.bestow.session.californium.dtls;

import dev.bestow.core.Secret;
import dev.bestow.keys.LeafKey;
import dev.bestow.keys.ProtocolKey;
import dev.bestow.keys.UaProtocolId;

import org.eclipse.californium.scandium.dtls.PskSecretResult;
import org.eclipse.californium.scandium.util.SecretUtil;

import java.util.Arrays;

import javax.crypto.SecretKey;

/// The pre-shared key of DTLS, 16 octets: the first of `KDF(leaf key, F0, 01 00 00 00 09)`, the protocol key of DTLS.
/// Stacks of small devices take no longer one.
public final class DtlsPsk {
    public static final int OCTETS = 16;

    private DtlsPsk() {}

    /// The leaf key stays the caller's.
    public static Secret of(LeafKey leaf) {
        try (Secret whole = ProtocolKey.from(leaf, UaProtocolId.DTLS).octets()) {
            return whole.use(octets -> Secret.taking(Arrays.copyOf(octets, OCTETS)));
        }
    }

    /// For Scandium, which destroys it: a copy of its own.
    static SecretKey forScandium(LeafKey leaf) {
        try (Secret psk = of(leaf)) {
            return psk.use(octets -> SecretUtil.create(octets, PskSecretResult.ALGORITHM_PSK));
        }
    }
}
