package dev.bestow.network.machine;

import dev.bestow.core.Entropy;
import dev.bestow.core.ObjectPool;

import java.security.DrbgParameters;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/// The machine's randomness: the platform's DRBG (NIST SP 800-90A, Hash_DRBG with SHA-256 unless the
/// security properties say otherwise) at a strength of 256 bits, seeded and reseeded from the kernel. Taken
/// in portions, since a request of 1 KB costs 7 times one of 16 octets and not 64; what has been given is
/// wiped in its portion. Threads have a portion each and share the generator. See ADR 0008.
public final class SystemEntropy implements Entropy {
    private static final int PORTION_OCTETS = 1024;

    /// 4 MB of randomness; the standard would allow 2^48 requests.
    private static final int PORTIONS_PER_SEED = 1 << 12;

    private final SecureRandom random = drbg();
    private final AtomicInteger taken = new AtomicInteger();
    private final ObjectPool<Portion> portions = new ObjectPool<>(Portion::new);

    @Override
    public void fill(byte[] target) {
        if (target.length > PORTION_OCTETS) {
            random.nextBytes(target);
            return;
        }
        Portion portion = portions.take();
        portion.give(target);
        portions.giveBack(portion);
    }

    private void refill(byte[] portion) {
        if (taken.incrementAndGet() % PORTIONS_PER_SEED == 0) {
            random.reseed();
        }
        random.nextBytes(portion);
    }

    private static SecureRandom drbg() {
        try {
            return SecureRandom.getInstance(
                    "DRBG",
                    DrbgParameters.instantiation(256, DrbgParameters.Capability.RESEED_ONLY, null));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java platform has no DRBG of 256 bits", e);
        }
    }

    /// Octets that nobody has been given yet: the first `left`.
    private final class Portion {
        private final byte[] octets = new byte[PORTION_OCTETS];
        private int left;

        void give(byte[] target) {
            if (left < target.length) {
                refill(octets);
                left = PORTION_OCTETS;
            }
            left -= target.length;
            System.arraycopy(octets, left, target, 0, target.length);
            Arrays.fill(octets, left, left + target.length, (byte) 0);
        }
    }
}
