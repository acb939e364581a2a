package dev.bestow.link.coap;

import dev.bestow.core.Clock;
import dev.bestow.core.Entropy;
import dev.bestow.core.Octets;
import dev.bestow.core.Secret;
import dev.bestow.keys.HmacTag;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.concurrent.TimeUnit;

/// The value of an Echo option (RFC 9175 clause 2.2) that shows, when it comes back, that somebody reads what is sent
/// to his address and port. Nothing is kept of those who get one: the value itself says when it was made and for whom,
/// and only this process can have made it.
///
/// ```
/// octets 0-3    seconds of a clock that nobody else knows
/// octets 4-11   the first 64 bits of HMAC-SHA-256(secret, seconds | port 2 | address 4 or 16)
/// ```
final class EchoCookie implements AutoCloseable {
    static final int OCTETS = Integer.BYTES + HmacTag.MIN_OCTETS;

    /// As long as a device may take for its answer, which radio and sleep make slow.
    static final int SECONDS = 30;

    private static final int SECRET_OCTETS = 32;

    private final Clock clock;
    private final Secret secret;

    EchoCookie(Clock clock, Entropy entropy) {
        this.clock = clock;
        byte[] octets = new byte[SECRET_OCTETS];
        entropy.fill(octets);
        secret = Secret.taking(octets);
    }

    /// For whoever is at that address.
    Octets make(InetSocketAddress peer) {
        return of(nowSeconds(), peer);
    }

    /// Whether it was made for that address, a short while ago.
    boolean isGood(Octets value, InetSocketAddress peer) {
        if (value.length() != OCTETS) {
            return false;
        }
        int madeAt = ByteBuffer.wrap(value.toArray()).getInt();
        int age = nowSeconds() - madeAt;
        // In the same time wherever the octets differ.
        return age >= 0
                && age <= SECONDS
                && MessageDigest.isEqual(of(madeAt, peer).toArray(), value.toArray());
    }

    private Octets of(int seconds, InetSocketAddress peer) {
        byte[] time = ByteBuffer.allocate(Integer.BYTES).putInt(seconds).array();
        byte[] port = ByteBuffer.allocate(Short.BYTES).putShort((short) peer.getPort()).array();
        byte[] tag =
                HmacTag.compute(
                        secret, HmacTag.MIN_OCTETS, time, port, peer.getAddress().getAddress());
        return Octets.copyOf(ByteBuffer.allocate(OCTETS).put(time).put(tag).array());
    }

    private int nowSeconds() {
        return (int) TimeUnit.NANOSECONDS.toSeconds(clock.nowNs());
    }

    /// Wipes the secret.
    @Override
    public void close() {
        secret.close();
    }
}
