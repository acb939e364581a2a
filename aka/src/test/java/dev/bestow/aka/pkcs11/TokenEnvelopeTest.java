package dev.bestow.aka.pkcs11;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestow.aka.SecretFile;
import dev.bestow.core.InvalidValue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.Random;

/// What is refused before there is a token; the rest takes one.
class TokenEnvelopeTest {
    @TempDir private Path folder;

    private TokenEnvelope of(String library) {
        return new TokenEnvelope(
                new TokenKey(library, "bestow", "master"),
                new SecretFile("masterKey.pkcs11.pinFile", folder.resolve("hss.pin")),
                new Random(7)::nextBytes);
    }

    @Test
    void aLibraryThatIsNotThereIsRefusedByItsField() {
        String library = folder.resolve("libtoken.so").toString();
        assertThatThrownBy(() -> of(library).makeKeyIfAbsent())
                .isInstanceOf(InvalidValue.class)
                .hasMessageStartingWith("masterKey.pkcs11.library: " + library)
                .hasMessageContaining("cannot be loaded");
    }

    @Test
    void aLibraryOfSomethingElseIsRefused() {
        assertThatThrownBy(() -> of("libc.so.6").makeKeyIfAbsent())
                .isInstanceOf(InvalidValue.class)
                .hasMessageStartingWith("masterKey.pkcs11.library: libc.so.6")
                .hasMessageContaining("is no PKCS#11 library");
    }

    @Test
    void namesThatNoTokenHasAreRefusedByTheirField() {
        for (String library : new String[] {"/lib\"", "/lib\nslot = 1", "/lib\\"}) {
            assertThatThrownBy(() -> new TokenKey(library, "bestow", "master"))
                    .isInstanceOf(InvalidValue.class)
                    .hasMessageStartingWith("masterKey.pkcs11.library: ");
        }
        for (String label : new String[] {"", " ", "a".repeat(33), "ä".repeat(17)}) {
            assertThatThrownBy(() -> new TokenKey("/lib", label, "master"))
                    .isInstanceOf(InvalidValue.class)
                    .hasMessageStartingWith("masterKey.pkcs11.token: ");
        }
        assertThatThrownBy(() -> new TokenKey("/lib", "bestow", " "))
                .isInstanceOf(InvalidValue.class)
                .hasMessageStartingWith("masterKey.pkcs11.key: ");
    }
}
