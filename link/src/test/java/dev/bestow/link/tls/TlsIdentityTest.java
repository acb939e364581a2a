package dev.bestow.link.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestow.core.InvalidValue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

class TlsIdentityTest {
    private static final FileAttribute<?> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final TestCertificates authority = new TestCertificates("Test CA");

    @TempDir private Path folder;

    @BeforeEach
    void write() throws Exception {
        authority.node("HSS.test", "other.test").writeTo(folder);
    }

    private TlsIdentity load() {
        return TlsIdentity.load(
                folder.resolve("node.pem"), folder.resolve("node.key"), folder.resolve("ca.pem"));
    }

    @Test
    void threePemFilesMakeAnIdentity() {
        TlsIdentity identity = load();
        assertThat(CertificateNames.of(identity.certificate()))
                .containsExactlyInAnyOrder("hss.test", "other.test");
        assertThat(identity.mutual().getProtocols()).containsExactly("TLSv1.3");
        assertThat(identity.mutual().getNeedClientAuth()).isTrue();
    }

    @Test
    void everyBadFileIsNamed() throws Exception {
        for (String file : new String[] {"node.pem", "node.key", "ca.pem"}) {
            Path path = folder.resolve(file);
            byte[] good = Files.readAllBytes(path);
            Files.delete(path);
            refusesNaming(file);
            Files.createFile(path, OWNER_ONLY);
            refusesNaming(file);
            Files.writeString(
                    path, "-----BEGIN CERTIFICATE-----\n%%%%\n-----END CERTIFICATE-----\n");
            refusesNaming(file);
            Files.writeString(
                    path, "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");
            refusesNaming(file);
            Files.write(path, new byte[2 << 20]);
            refusesNaming(file);
            Files.write(path, good);
        }
        load();
    }

    @Test
    void aKeyOfAnotherCertificateIsRefused() throws Exception {
        TestCertificates.Node other = authority.node("other.test");
        Files.writeString(
                folder.resolve("node.pem"), TestCertificates.pem(other.chain().getFirst()));
        refusesNaming("node.key");
    }

    @Test
    void anOldStyleKeyIsRefusedWithTheCommandThatConvertsIt() throws Exception {
        Files.writeString(
                folder.resolve("node.key"),
                TestCertificates.pem(authority.node("x.test").keys().getPrivate()));
        assertThatThrownBy(this::load)
                .isInstanceOf(InvalidValue.class)
                .hasMessageContaining("openssl pkcs8");
    }

    @Test
    void aKeyThatOthersCouldReadIsRefusedWithTheCommandThatMendsIt() throws Exception {
        Path key = folder.resolve("node.key");
        for (String rights : new String[] {"rw-r-----", "rw----r--", "rw--w----"}) {
            Files.setPosixFilePermissions(key, PosixFilePermissions.fromString(rights));
            assertThatThrownBy(this::load)
                    .isInstanceOf(InvalidValue.class)
                    .hasMessageContaining(key + ": has rights " + rights)
                    .hasMessageContaining("chmod 600 " + key);
        }
    }

    private void refusesNaming(String file) {
        assertThatThrownBy(this::load).isInstanceOf(InvalidValue.class).hasMessageContaining(file);
    }
}
