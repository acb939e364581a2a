package dev.bestow.conformance;

import com.fasterxml.jackson.databind.ObjectMapper;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/// An issuer of access tokens with nothing of ours or of the library that checks them: the JDK signs, with Ed25519.
final class TokenIssuer {
    static final String NAME = "https://issuer.example.net";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final int KEY_OCTETS = 32;

    private final KeyPair keys;

    TokenIssuer() throws GeneralSecurityException {
        keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    }

    /// Publishes its key as a JWK set.
    void publish(Path file) throws IOException {
        byte[] info = keys.getPublic().getEncoded();
        byte[] point = Arrays.copyOfRange(info, info.length - KEY_OCTETS, info.length);
        Map<String, String> key =
                Map.of(
                        "kty",
                        "OKP",
                        "crv",
                        "Ed25519",
                        "kid",
                        "one",
                        "x",
                        BASE64.encodeToString(point));
        JSON.writeValue(file.toFile(), Map.of("keys", List.of(key)));
    }

    /// Puts a token for `endpoint`, bound to its certificate, into the place of `file`, as an agent does.
    ///
    /// @param seconds from now until it ends
    void issue(Path file, String endpoint, Path certificate, long seconds)
            throws IOException, GeneralSecurityException {
        String head = part(Map.of("alg", "EdDSA", "kid", "one"));
        String claims =
                part(
                        Map.of(
                                "iss",
                                NAME,
                                "client_id",
                                "meters",
                                "scope",
                                "bestow-keys:" + endpoint,
                                "exp",
                                System.currentTimeMillis() / 1_000 + seconds,
                                "cnf",
                                Map.of("x5t#S256", thumbprint(certificate))));
        Signature signature = Signature.getInstance("Ed25519");
        signature.initSign(keys.getPrivate());
        String signed = head + "." + claims;
        signature.update(signed.getBytes(StandardCharsets.US_ASCII));
        String token = signed + "." + BASE64.encodeToString(signature.sign());
        Path next = file.resolveSibling(file.getFileName() + ".next");
        Files.writeString(next, token + "\n");
        Files.setPosixFilePermissions(next, PosixFilePermissions.fromString("rw-------"));
        Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);
    }

    private static String part(Map<String, Object> members) throws IOException {
        return BASE64.encodeToString(JSON.writeValueAsBytes(members));
    }

    private static String thumbprint(Path certificate)
            throws IOException, GeneralSecurityException {
        try (InputStream in = Files.newInputStream(certificate)) {
            byte[] der =
                    CertificateFactory.getInstance("X.509").generateCertificate(in).getEncoded();
            return BASE64.encodeToString(MessageDigest.getInstance("SHA-256").digest(der));
        }
    }
}
