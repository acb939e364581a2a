package dev.bestow.conformance.protection;

import dev.bestow.core.Octets;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.spec.AlgorithmParameterSpec;
import java.util.Arrays;
import java.util.List;

import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;
import javax.crypto.CipherSpi;
import javax.crypto.IllegalBlockSizeException;
import javax.crypto.ShortBufferException;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;

/// The platform's AES, and a note of each use: the one place that every cipher of the product passes, at no cost of the
/// product's. Registered before any cipher was made, in a process of its own, since the product keeps ciphers.
final class RecordingProvider extends Provider {
    private static final long serialVersionUID = 1L;
    private static final String PLATFORM = "SunJCE";

    private transient Uses uses = new Uses();

    RecordingProvider() {
        super("Recording", "1", "notes every key and nonce");
        for (String transformation :
                List.of("AES/GCM/NoPadding", "AES/CTR/NoPadding", "AES/ECB/NoPadding")) {
            putService(
                    new Service(this, "Cipher", transformation, "", null, null) {
                        @Override
                        public Object newInstance(@Nullable Object parameter) {
                            return new Recorded(transformation);
                        }
                    });
        }
    }

    /// Begins another list.
    Uses begin() {
        uses = new Uses();
        return uses;
    }

    /// One cipher, in whichever of the three modes.
    private final class Recorded extends CipherSpi {
        private final String mode;
        private final Cipher platform;
        private Octets key = Octets.EMPTY;
        private Octets nonce = Octets.EMPTY;
        private byte[] additional = {};
        private @Nullable Octets lastBlock;
        private boolean seals;

        Recorded(String transformation) {
            mode = transformation.substring(4, 7);
            try {
                platform = Cipher.getInstance(transformation, PLATFORM);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }

        private void keyed(int opmode, Key with) {
            byte[] octets = with.getEncoded();
            key = Octets.copyOf(octets);
            seals = opmode == Cipher.ENCRYPT_MODE;
            additional = new byte[0];
            lastBlock = null;
        }

        @Override
        protected void engineInit(int opmode, Key with, SecureRandom random)
                throws InvalidKeyException {
            platform.init(opmode, with);
            keyed(opmode, with);
        }

        @Override
        protected void engineInit(
                int opmode, Key with, AlgorithmParameterSpec parameters, SecureRandom random)
                throws InvalidKeyException, InvalidAlgorithmParameterException {
            platform.init(opmode, with, parameters);
            keyed(opmode, with);
            nonce =
                    switch (parameters) {
                        case GCMParameterSpec gcm -> Octets.copyOf(gcm.getIV());
                        case IvParameterSpec counter -> Octets.copyOf(counter.getIV());
                        default -> throw new InvalidAlgorithmParameterException(mode);
                    };
        }

        @Override
        protected void engineInit(
                int opmode, Key with, AlgorithmParameters parameters, SecureRandom random) {
            throw new UnsupportedOperationException();
        }

        @Override
        protected void engineUpdateAAD(byte[] octets, int at, int length) {
            platform.updateAAD(octets, at, length);
            additional =
                    ByteBuffer.allocate(additional.length + length)
                            .put(additional)
                            .put(octets, at, length)
                            .array();
        }

        @Override
        protected int engineDoFinal(byte[] in, int at, int length, byte[] out, int outAt)
                throws ShortBufferException, IllegalBlockSizeException, BadPaddingException {
            byte[] text = Arrays.copyOfRange(in, at, at + length);
            int written = platform.doFinal(in, at, length, out, outAt);
            finished(text, Arrays.copyOfRange(out, outAt, outAt + written));
            return written;
        }

        @Override
        protected byte[] engineDoFinal(byte[] in, int at, int length)
                throws IllegalBlockSizeException, BadPaddingException {
            byte[] text = Arrays.copyOfRange(in, at, at + length);
            byte[] out = platform.doFinal(in, at, length);
            finished(text, out);
            return out;
        }

        private void finished(byte[] in, byte[] out) {
            if (mode.equals("CTR")) {
                counted(in, out);
            } else if (seals) {
                byte[] all =
                        ByteBuffer.allocate(Integer.BYTES + additional.length + in.length)
                                .putInt(additional.length)
                                .put(additional)
                                .put(in)
                                .array();
                uses.used(in.length == 0 ? "GMAC" : "GCM", key, nonce, Octets.copyOf(all));
            }
        }

        /// Block by block, so that an overlap shows. Ciphering and deciphering are the same here: the text is both of
        /// its ends, in the same order whichever went in.
        private void counted(byte[] in, byte[] out) {
            for (int at = 0; at < in.length; at += 16) {
                byte[] one = Arrays.copyOfRange(in, at, Math.min(in.length, at + 16));
                byte[] other = Arrays.copyOfRange(out, at, at + one.length);
                boolean swapped = Arrays.compareUnsigned(one, other) > 0;
                uses.used(
                        "CTR",
                        key,
                        plus(nonce, at / 16),
                        Octets.copyOf(
                                ByteBuffer.allocate(2 * one.length)
                                        .put(swapped ? other : one)
                                        .put(swapped ? one : other)
                                        .array()));
            }
        }

        private static Octets plus(Octets block, int more) {
            ByteBuffer next = ByteBuffer.wrap(block.toArray());
            return Octets.copyOf(next.putLong(8, next.getLong(8) + more).array());
        }

        /// CCM on single blocks ([dev.bestow.keys.AesCcm]): before counter block 0, flags 01, CBC-MAC has run where
        /// it seals, and its last block stands for the text.
        @Override
        protected int engineUpdate(byte[] in, int at, int length, byte[] out, int outAt)
                throws ShortBufferException {
            boolean counters = length >= 32 && in[at] == 1 && in[at + 14] == 0 && in[at + 15] == 0;
            if (counters && lastBlock != null) {
                uses.used("CCM", key, Octets.copyOf(in, at + 1, 13), lastBlock);
            }
            int written = platform.update(in, at, length, out, outAt);
            lastBlock = Octets.copyOf(out, outAt + written - 16, 16);
            return written;
        }

        @Override
        protected byte[] engineUpdate(byte[] in, int at, int length) {
            throw new UnsupportedOperationException();
        }

        @Override
        protected void engineSetMode(String other) {
            throw new UnsupportedOperationException();
        }

        @Override
        protected void engineSetPadding(String padding) {
            throw new UnsupportedOperationException();
        }

        @Override
        protected int engineGetBlockSize() {
            return 16;
        }

        @Override
        protected int engineGetOutputSize(int length) {
            return platform.getOutputSize(length);
        }

        @Override
        protected byte[] engineGetIV() {
            return nonce.toArray();
        }

        @Override
        protected @Nullable AlgorithmParameters engineGetParameters() {
            return platform.getParameters();
        }
    }
}
