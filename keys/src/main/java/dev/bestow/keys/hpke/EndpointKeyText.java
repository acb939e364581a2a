package dev.bestow.keys.hpke;

import dev.bestow.core.AsId;
import dev.bestow.core.InvalidValue;
import dev.bestow.core.Octets;
import dev.bestow.core.Secret;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// How the keys of an endpoint stand in files. A device gets the public one:
///
/// ```
/// # comments and empty lines are skipped
/// endpoint: as.example.net
/// kem: x25519
/// public: 64 hex digits, or 2432 with x25519-ml-kem-768
/// ```
///
/// The private one is 34 octets, so that none of it ever is text in memory:
///
/// ```
/// layout 1 (1) | KEM 1 (1 x25519, 2 x25519-ml-kem-768) | key 32
/// ```
///
/// @param endpoint whose key it is; a device refuses that of another one
public record EndpointKeyText(AsId endpoint, EndpointPublicKey key) {
    private static final List<String> NAMES = List.of("endpoint", "kem", "public");
    private static final int PRIVATE_OCTETS = 2 + Kem.PRIVATE_KEY_OCTETS;
    private static final byte LAYOUT = 1;

    /// What the file of a device holds.
    public String text() {
        return """
        # Public key of %1$s for the certificate form of Ua: not secret, but nobody else's may take its place.
        endpoint: %1$s
        kem: %2$s
        public: %3$s
        """
                .formatted(endpoint, key.kem(), key.octets().hex());
    }

    /// @param file what refusals call it
    public static EndpointKeyText parse(String file, String text) {
        Map<String, String> values = new HashMap<>();
        for (String line : text.lines().map(String::strip).toList()) {
            if (!line.isEmpty() && line.charAt(0) != '#') {
                int colon = line.indexOf(':');
                String name = colon < 0 ? line : line.substring(0, colon);
                if (colon < 0 || !NAMES.contains(name)) {
                    throw new InvalidValue(
                            file, "has a line that is none of endpoint, kem and public");
                }
                if (values.put(name, line.substring(colon + 1).strip()) != null) {
                    throw new InvalidValue(file, "has " + name + " twice");
                }
            }
        }
        NAMES.forEach(name -> requireThere(file, name, values));
        try {
            Kem kem = Kem.named("kem", of(values, "kem"));
            Octets octets = Octets.parseHex("public", of(values, "public"));
            var key = new EndpointPublicKey(kem, octets);
            if (!key.isSound()) {
                throw new InvalidValue("public", "is the public key of nobody");
            }
            return new EndpointKeyText(AsId.parse(of(values, "endpoint")), key);
        } catch (InvalidValue bad) {
            throw new InvalidValue(file, bad.field() + " " + bad.reason());
        }
    }

    private static void requireThere(String file, String name, Map<String, String> values) {
        if (!values.containsKey(name)) {
            throw new InvalidValue(file, "has no " + name + "; 'bestow keys endpoint' makes it");
        }
    }

    private static String of(Map<String, String> values, String name) {
        return Objects.requireNonNull(values.get(name), name);
    }

    /// What the private file holds; the caller wipes it.
    public static byte[] octets(EndpointPrivateKey key) {
        byte[] octets = new byte[PRIVATE_OCTETS];
        octets[0] = LAYOUT;
        octets[1] = (byte) key.kem().inFiles();
        key.octets()
                .use(secret -> {
                    System.arraycopy(secret, 0, octets, 2, secret.length);
                    return true;
                });
        return octets;
    }

    /// Wipes `octets`, whatever comes of it.
    ///
    /// @param file what refusals call it
    public static EndpointPrivateKey parse(String file, byte[] octets) {
        try (Secret all = Secret.taking(octets)) {
            int number = all.use(read -> read.length > 1 && read[0] == LAYOUT ? read[1] : 0);
            Kem kem = Kem.inFiles(number);
            if (all.length() != PRIVATE_OCTETS || kem == null) {
                throw new InvalidValue(
                        file, "is no private key of an endpoint; 'bestow keys endpoint' makes one");
            }
            byte[] key = new byte[Kem.PRIVATE_KEY_OCTETS];
            all.use(read -> {
                System.arraycopy(read, 2, key, 0, key.length);
                return true;
            });
            return new EndpointPrivateKey(kem, Secret.taking(key));
        }
    }
}
