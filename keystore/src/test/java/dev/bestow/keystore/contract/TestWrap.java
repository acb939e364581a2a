package dev.bestow.keystore.contract;

import dev.bestow.core.Octets;
import dev.bestow.core.Secret;
import dev.bestow.keystore.KeyWrap;
import dev.bestow.keystore.UnwrapFailed;

import java.nio.ByteBuffer;

/// Wraps nothing, but is bound to its row like the real one: row hash, then the octets inverted.
public final class TestWrap implements KeyWrap {
    @Override
    public Octets wrap(String rowIdentity, Secret secret) {
        ByteBuffer out = ByteBuffer.allocate(Integer.BYTES + secret.length());
        out.putInt(rowIdentity.hashCode());
        secret.writeTo(out);
        return inverted(out.array());
    }

    @Override
    public Secret unwrap(String rowIdentity, Octets wrapped) {
        ByteBuffer in = ByteBuffer.wrap(inverted(wrapped.toArray()).toArray());
        if (in.getInt() != rowIdentity.hashCode()) {
            throw new UnwrapFailed(rowIdentity);
        }
        byte[] octets = new byte[in.remaining()];
        in.get(octets);
        return Secret.taking(octets);
    }

    private static Octets inverted(byte[] octets) {
        for (int i = Integer.BYTES; i < octets.length; i++) {
            octets[i] = (byte) ~octets[i];
        }
        return Octets.copyOf(octets);
    }
}
