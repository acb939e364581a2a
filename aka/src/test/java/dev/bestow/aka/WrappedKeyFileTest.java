package dev.bestow.aka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestow.core.Entropy;
import dev.bestow.core.Imsi;
import dev.bestow.core.InvalidValue;
import dev.bestow.core.Octets;
import dev.bestow.core.Secret;
import dev.bestow.keys.RowCipher;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;

/// The key file in an envelope, which a key in memory stands for.
class WrappedKeyFileTest {
    private static final Entropy ENTROPY = new Random(6)::nextBytes;
    private static final Imsi IMSI = Imsi.parse("001010000000001");
    private static final int HEADER_OCTETS = 8;

    @TempDir private Path folder;

    private final Envelope envelope = new Envelope(1);

    /// Opens nothing before its key is made.
    private static final class Envelope implements KeyEnvelope {
        private final RowCipher cipher;
        private int made;

        Envelope(int seed) {
            byte[] key = new byte[RowCipher.KEY_OCTETS];
            new Random(seed).nextBytes(key);
            cipher = new RowCipher(Secret.taking(key), ENTROPY);
        }

        @Override
        public void makeKeyIfAbsent() {
            made++;
        }

        @Override
        public Octets seal(String identity, Secret secret) {
            assertThat(made).as("the key is made before it seals").isPositive();
            return cipher.seal(identity, secret);
        }

        @Override
        public Optional<Secret> open(String identity, Octets sealed) {
            return cipher.open(identity, sealed);
        }

        @Override
        public String toString() {
            return "a key of a test";
        }
    }

    private Path file() {
        return folder.resolve("hss.key");
    }

    private MasterKeyFile inClear() {
        return new MasterKeyFile(file(), null);
    }

    private MasterKeyFile wrapped() {
        return new MasterKeyFile(file(), envelope);
    }

    private static boolean holds(byte[] content, byte[] octets) {
        return new String(content, StandardCharsets.ISO_8859_1)
                .contains(new String(octets, StandardCharsets.ISO_8859_1));
    }

    @Test
    void isMadeWithItsWrappingKeyAndFoundAgain() throws IOException {
        Octets k = wrapped().openOrMake(ENTROPY).wrap(IMSI, Samples.k19());
        assertThat(envelope.made).isEqualTo(1);
        assertThat(Files.readAllBytes(file()))
                .startsWith("BestowK1".getBytes(StandardCharsets.US_ASCII))
                .hasSize(HEADER_OCTETS + MasterKey.OCTETS + RowCipher.OVERHEAD_OCTETS);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
        assertThat(wrapped().openOrMake(ENTROPY).unwrapK(IMSI, k)).isEqualTo(Samples.k19());
        assertThat(envelope.made).as("a key that is gone is not made anew").isEqualTo(1);
    }

    @Test
    void aFileInClearMovesIntoTheEnvelopeAndNothingOfItStays() throws IOException {
        MasterKey key = inClear().openOrMake(ENTROPY);
        Octets k = key.wrap(IMSI, Samples.k19());
        byte[] clear = Files.readAllBytes(file());
        Path link = folder.resolve("another name of the file in clear");
        Files.createLink(link, file());
        wrapped().wrap();
        assertThat(holds(Files.readAllBytes(file()), clear)).isFalse();
        assertThat(Files.readAllBytes(link)).isEqualTo(new byte[32]);
        assertThat(wrapped().open(ENTROPY).unwrapK(IMSI, k)).isEqualTo(Samples.k19());
        assertThatThrownBy(() -> wrapped().wrap())
                .isInstanceOf(InvalidValue.class)
                .hasMessageContaining("is wrapped already");
    }

    @Test
    void aFileThatIsBeingRotatedMovesWithBothKeys() {
        MasterKey key = inClear().openOrMake(ENTROPY);
        Octets k = key.wrap(IMSI, Samples.k19());
        inClear().begin(key, ENTROPY);
        wrapped().wrap();
        MasterKey reopened = wrapped().open(ENTROPY);
        assertThat(reopened.hasPrevious()).isTrue();
        assertThat(reopened.unwrapK(IMSI, k)).isEqualTo(Samples.k19());
    }

    @Test
    void isRotatedWithoutShowingEitherKey() throws IOException {
        MasterKey key = inClear().openOrMake(ENTROPY);
        byte[] clear = Files.readAllBytes(file());
        wrapped().wrap();
        Octets k = key.wrap(IMSI, Samples.k19());
        wrapped().begin(key, ENTROPY);
        assertThat(holds(Files.readAllBytes(file()), clear)).isFalse();
        MasterKey reopened = wrapped().open(ENTROPY);
        Octets renewed = reopened.renewK(IMSI, k);
        Path link = folder.resolve("another name of the file with both");
        Files.createLink(link, file());
        wrapped().finish(reopened);
        assertThat(Files.readAllBytes(link)).containsOnly(0);
        MasterKey after = wrapped().open(ENTROPY);
        assertThat(after.hasPrevious()).isFalse();
        assertThat(after.unwrapK(IMSI, renewed)).isEqualTo(Samples.k19());
        assertThatThrownBy(() -> after.unwrapK(IMSI, k)).isInstanceOf(UnwrapFailed.class);
        try (var files = Files.list(folder)) {
            assertThat(files).hasSize(2);
        }
    }

    @Test
    void neitherFormIsTakenForTheOther() {
        inClear().openOrMake(ENTROPY);
        assertThatThrownBy(() -> wrapped().openOrMake(ENTROPY))
                .isInstanceOf(InvalidValue.class)
                .hasMessageContaining("is in clear")
                .hasMessageContaining("bestow keys wrap");
        wrapped().wrap();
        assertThatThrownBy(() -> inClear().openOrMake(ENTROPY))
                .isInstanceOf(InvalidValue.class)
                .hasMessageContaining("is wrapped by the key of a token")
                .hasMessageContaining("masterKey.pkcs11");
        assertThatThrownBy(() -> inClear().wrap())
                .isInstanceOf(InvalidValue.class)
                .hasMessageContaining("masterKey.pkcs11: is missing");
    }

    @Test
    void anotherKeyOpensNothingAndIsNamed() {
        wrapped().openOrMake(ENTROPY);
        assertThatThrownBy(() -> new MasterKeyFile(file(), new Envelope(2)).open(ENTROPY))
                .isInstanceOf(InvalidValue.class)
                .hasMessageContaining(file().toString())
                .hasMessageContaining("was not wrapped by a key of a test");
    }

    @Test
    void oneOctetFlippedMissingOrMoreIsRefused() throws IOException {
        wrapped().openOrMake(ENTROPY);
        byte[] good = Files.readAllBytes(file());
        for (int i = 0; i < good.length; i++) {
            byte[] flipped = good.clone();
            flipped[i] ^= 1;
            refuses(flipped);
            refuses(Arrays.copyOf(good, i));
        }
        refuses(Arrays.copyOf(good, good.length + 1));
        Files.write(file(), good);
        wrapped().open(ENTROPY).close();
    }

    private void refuses(byte[] content) throws IOException {
        Files.write(file(), content);
        assertThatThrownBy(() -> wrapped().open(ENTROPY))
                .as("%s", Octets.copyOf(content))
                .isInstanceOf(InvalidValue.class)
                .hasMessageContaining("restore it from its backup");
    }

    @Test
    void whatTheEnvelopeDoesNotOpenAgainIsNotWritten() throws IOException {
        inClear().openOrMake(ENTROPY);
        byte[] clear = Files.readAllBytes(file());
        KeyEnvelope broken =
                new KeyEnvelope() {
                    @Override
                    public void makeKeyIfAbsent() {
                        // It has one, of a kind.
                    }

                    @Override
                    public Octets seal(String identity, Secret secret) {
                        return Octets.copyOf(new byte[secret.length()]);
                    }

                    @Override
                    public Optional<Secret> open(String identity, Octets sealed) {
                        return Optional.of(Secret.taking(sealed.toArray()));
                    }
                };
        assertThatThrownBy(() -> new MasterKeyFile(file(), broken).wrap())
                .isInstanceOf(InvalidValue.class)
                .hasMessageContaining("is left as it was");
        assertThat(Files.readAllBytes(file())).isEqualTo(clear);
    }
}
