package dev.bestow.keystore.cassandra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.bestow.keystore.StoreFailure;
import dev.bestow.keystore.contract.Facts;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// A real node that speaks TLS only and asks who we are.
final class SecuredClusterTest {
    private static final String STORE_PASSWORD = "of the key store";

    @TempDir private static Path folder;

    @BeforeAll
    static void makeCertificates() throws IOException, InterruptedException {
        CassandraServer.require();
        keytool("-genkeypair", "right", "-ext", "san=dns:localhost,ip:127.0.0.1");
        keytool("-genkeypair", "elsewhere", "-ext", "san=dns:elsewhere.example");
        export("right");
        export("elsewhere");
    }

    private static CassandraServer secured(String certificate) {
        String more =
                """
                authenticator: PasswordAuthenticator
                authorizer: CassandraAuthorizer
                client_encryption_options:
                  enabled: true
                  optional: false
                  keystore: '%s'
                  keystore_password: '%s'
                  store_type: PKCS12
                """
                        .formatted(keys(certificate), STORE_PASSWORD);
        return CassandraServer.start(1, folder.resolve("of-" + certificate), more);
    }

    private static Path keys(String name) {
        return folder.resolve(name + ".p12").toAbsolutePath();
    }

    private static void export(String name) throws IOException, InterruptedException {
        keytool("-exportcert", name, "-file", folder.resolve(name + ".crt").toString());
    }

    private static void keytool(String verb, String name, String... more)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(verb, "-alias", name, "-keystore", keys(name).toString()));
        command.addAll(List.of("-storetype", "PKCS12", "-storepass", STORE_PASSWORD));
        if (verb.equals("-genkeypair")) {
            command.addAll(List.of("-keyalg", "EC", "-dname", "CN=" + name, "-validity", "2"));
        }
        command.addAll(List.of(more));
        Path log = folder.resolve("keytool.log");
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        assertThat(process.waitFor()).as(Files.readString(log)).isZero();
    }

    /// Trusts the certificate called `name`, and nothing else.
    private static SSLContext trusting(String name) throws IOException, GeneralSecurityException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        try (InputStream in = Files.newInputStream(folder.resolve(name + ".crt"))) {
            trusted.setCertificateEntry(
                    name, CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        var factory = TrustManagerFactory.getInstance("PKIX");
        factory.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, factory.getTrustManagers(), null);
        return context;
    }

    private static ClusterConfig config(
            ClusterConfig.@Nullable Login login, @Nullable SSLContext tls) {
        return new ClusterConfig(
                List.of(CassandraServer.address(1)),
                "datacenter1",
                "bestow",
                Map.of("datacenter1", 1),
                login,
                tls);
    }

    private static void init(ClusterConfig config) {
        CassandraStore.init(config, TestPorts.PORTS);
    }

    @Test
    void theStoreWorksForARoleOfTheClusterOverTlsAndForNobodyElse() throws Exception {
        try (CassandraServer _ = secured("right")) {
            ClusterConfig right =
                    config(new ClusterConfig.Login("cassandra", "cassandra"), trusting("right"));
            // The first role is made a moment after the port opens.
            await().atMost(Duration.ofMinutes(1))
                    .ignoreException(StoreFailure.class)
                    .untilAsserted(() -> init(right));
            try (CassandraStore store = CassandraStore.open(right, TestPorts.PORTS)) {
                store.subscribers().put(Facts.subscriber(1, 2));
                assertThat(store.subscribers().find(Facts.imsi(1))).isPresent();
            }
            assertThatThrownBy(() -> init(config(null, trusting("right"))))
                    .as("no role")
                    .isInstanceOf(StoreFailure.class);
            assertThatThrownBy(() ->
                            init(
                                    config(
                                            new ClusterConfig.Login("cassandra", "another word"),
                                            trusting("right"))))
                    .as("wrong password")
                    .isInstanceOf(StoreFailure.class)
                    .hasMessageNotContaining("another word");
            assertThatThrownBy(() -> init(config(right.login(), trusting("elsewhere"))))
                    .as("a certificate we do not trust")
                    .isInstanceOf(StoreFailure.class);
            assertThatThrownBy(() -> init(config(right.login(), null)))
                    .as("in clear")
                    .isInstanceOf(StoreFailure.class);
        }
    }

    @Test
    void aTrustedCertificateOfAnotherHostIsRefused() throws Exception {
        ClusterConfig.Login login = new ClusterConfig.Login("cassandra", "cassandra");
        try (CassandraServer _ = secured("elsewhere")) {
            assertThatThrownBy(() -> init(config(login, trusting("elsewhere"))))
                    .isInstanceOf(StoreFailure.class)
                    .hasMessageContaining("No subject alternative");
        }
    }
}
