package dev.bestow.link.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;

import javax.net.ssl.SSLHandshakeException;

class IdentityFilesTest {
    private final TestCertificates authority = new TestCertificates("Test CA");
    private final TestCertificates other = new TestCertificates("Other CA");

    @TempDir private Path folder;
    private TestCertificates.Node first;
    private IdentityFiles files;

    @BeforeEach
    void open() throws IOException {
        first = authority.node("hss.test");
        first.writeTo(folder);
        files = new IdentityFiles(file("node.pem"), file("node.key"), file("ca.pem"));
    }

    private Path file(String name) {
        return folder.resolve(name);
    }

    private void trust(TestCertificates... authorities) throws IOException {
        StringBuilder pem = new StringBuilder();
        for (TestCertificates each : authorities) {
            pem.append(TestCertificates.pem(each.node("x.test").authority()));
        }
        Files.writeString(file("ca.pem"), pem);
    }

    /// What two looks come to: the first only sees that there is something new.
    private IdentityFiles.Look lookTwice() {
        assertThat(files.look()).isEqualTo(new IdentityFiles.Look.Unchanged());
        return files.look();
    }

    private static X509Certificate leaf(TestCertificates.Node node) {
        return node.chain().getFirst();
    }

    @Test
    void replacedFilesAreTakenOnceTwoLooksFoundTheSame() throws IOException {
        assertThat(lookTwice()).isEqualTo(new IdentityFiles.Look.Unchanged());
        TestCertificates.Node second = authority.node("hss.test");
        second.writeTo(folder);
        assertThat(files.look()).isEqualTo(new IdentityFiles.Look.Unchanged());
        assertThat(files.identity().certificate()).isEqualTo(leaf(first));
        TestCertificates.Node third = authority.node("hss.test");
        third.writeTo(folder);
        assertThat(files.look()).isEqualTo(new IdentityFiles.Look.Unchanged());
        assertThat(files.look()).isEqualTo(new IdentityFiles.Look.Taken());
        assertThat(files.identity().certificate()).isEqualTo(leaf(third));
        assertThat(files.identity().notAfter()).isEqualTo(leaf(third).getNotAfter().toInstant());
        assertThat(lookTwice()).isEqualTo(new IdentityFiles.Look.Unchanged());
    }

    @Test
    void aFileMovedThereWithTheTimeOfTheOldOneIsSeen() throws IOException {
        FileTime time = Files.getLastModifiedTime(file("ca.pem"));
        Path beside = Files.writeString(file("ca.new"), Files.readString(file("ca.pem")));
        Files.setLastModifiedTime(beside, time);
        Files.move(beside, file("ca.pem"), StandardCopyOption.REPLACE_EXISTING);
        assertThat(lookTwice()).isEqualTo(new IdentityFiles.Look.Taken());
    }

    @Test
    void aSetThatIsNoneIsRefusedByTheNameOfItsFileAndTheOldOneGoesOn() throws IOException {
        for (String name : new String[] {"node.pem", "node.key", "ca.pem"}) {
            String good = Files.readString(file(name));
            Files.writeString(file(name), "nothing");
            refuses(name);
            Files.writeString(file(name), good);
            assertThat(lookTwice()).isEqualTo(new IdentityFiles.Look.Taken());
        }
        Files.delete(file("node.pem"));
        refuses("node.pem");
    }

    @Test
    void aKeyThatIsNotTheCertificatesIsRefusedUntilItIs() throws IOException {
        String old = Files.readString(file("node.key"));
        TestCertificates.Node second = authority.node("hss.test");
        second.writeTo(folder);
        String fit = Files.readString(file("node.key"));
        Files.writeString(file("node.key"), old);
        refuses("node.key");
        Files.writeString(file("node.key"), fit);
        assertThat(lookTwice()).isEqualTo(new IdentityFiles.Look.Taken());
        assertThat(files.identity().certificate()).isEqualTo(leaf(second));
    }

    @Test
    void rightsThatAreMendedShowInNoTimeAndAreSeenAllTheSame() throws IOException {
        authority.node("hss.test").writeTo(folder);
        rights("rw-r-----");
        assertThat(lookTwice())
                .isInstanceOfSatisfying(
                        IdentityFiles.Look.Refused.class,
                        refused -> assertThat(refused.why()).contains("chmod 600"));
        rights("rw-------");
        assertThat(files.look()).isEqualTo(new IdentityFiles.Look.Taken());
    }

    private void rights(String rights) throws IOException {
        Files.setPosixFilePermissions(file("node.key"), PosixFilePermissions.fromString(rights));
    }

    /// Told once, and what is in use is still the first.
    private void refuses(String name) {
        assertThat(lookTwice())
                .isInstanceOfSatisfying(
                        IdentityFiles.Look.Refused.class,
                        refused -> assertThat(refused.why()).startsWith(file(name) + ": "));
        assertThat(files.look()).isEqualTo(new IdentityFiles.Look.Unchanged());
        assertThat(files.identity().certificate()).isEqualTo(leaf(first));
    }

    @Test
    void aContextThatIsKeptMakesEnginesOfTheNewFiles() throws IOException {
        TlsIdentity caller = authority.node("mme.test").identity();
        TlsIdentity callee = authority.node("mme.test").identity();
        TlsIdentity own = files.identity();
        assertThat(Handshake.between(caller, own).ofServer()).isEqualTo(leaf(first));
        assertThat(Handshake.between(own, callee).ofClient()).isEqualTo(leaf(first));
        TestCertificates.Node second = authority.node("hss.test");
        second.writeTo(folder);
        assertThat(lookTwice()).isEqualTo(new IdentityFiles.Look.Taken());
        assertThat(Handshake.between(caller, own).ofServer()).isEqualTo(leaf(second));
        assertThat(Handshake.between(own, callee).ofClient()).isEqualTo(leaf(second));
    }

    @Test
    void aClientOfARemovedAuthorityResumesNothing() throws IOException {
        trust(authority, other);
        assertThat(lookTwice()).isEqualTo(new IdentityFiles.Look.Taken());
        TestCertificates.Node foreign = other.node("mme.test");
        TlsIdentity caller =
                new TestCertificates.Node(foreign.chain(), foreign.keys(), first.authority())
                        .identity();
        TlsIdentity own = files.identity();
        long madeMs = Handshake.between(caller, own).sessionMs();
        Handshake resumed = Handshake.between(caller, own);
        assertThat(resumed.sessionMs()).isEqualTo(madeMs);
        assertThat(resumed.ofClient()).isEqualTo(leaf(foreign));
        trust(authority);
        assertThat(lookTwice()).isEqualTo(new IdentityFiles.Look.Taken());
        assertThatThrownBy(() -> Handshake.between(caller, own))
                .isInstanceOf(SSLHandshakeException.class);
    }

    @Test
    void aChainOutOfOrderIsRefusedByItsName() throws IOException {
        Files.writeString(
                file("node.pem"),
                TestCertificates.pem(leaf(first))
                        + TestCertificates.pem(other.node("x.test").authority()));
        assertThat(lookTwice())
                .isInstanceOfSatisfying(
                        IdentityFiles.Look.Refused.class,
                        refused ->
                                assertThat(refused.why())
                                        .contains("node.pem", "out of order", "Test CA"));
    }
}
