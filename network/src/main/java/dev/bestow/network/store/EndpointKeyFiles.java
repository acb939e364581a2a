package dev.bestow.network.store;

import dev.bestow.core.AsId;
import dev.bestow.core.DurableFiles;
import dev.bestow.core.InvalidValue;
import dev.bestow.core.OwnerOnly;
import dev.bestow.keys.hpke.EndpointKeyText;
import dev.bestow.keys.hpke.EndpointPrivateKey;
import dev.bestow.keys.hpke.EndpointPublicKey;
import dev.bestow.session.ua.CertificateKeys;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The key pair of an endpoint for the certificate form, in two files.
///
/// @param privateKey for the endpoint alone
/// @param publicKey for its devices
public record EndpointKeyFiles(Path privateKey, Path publicKey) {
    private static final int MAX_FILE_OCTETS = 16_384;

    /// As they are called in `folder`.
    public static EndpointKeyFiles in(Path folder, AsId endpoint) {
        return new EndpointKeyFiles(
                folder.resolve(endpoint.fqdn() + ".ua-key"),
                folder.resolve(endpoint.fqdn() + ".ua-public"));
    }

    /// Writes both, where there is neither.
    public void write(AsId endpoint, EndpointPrivateKey key) throws IOException {
        for (Path file : List.of(privateKey, publicKey)) {
            if (Files.exists(file)) {
                throw new InvalidValue(
                        file.toString(),
                        "is there already, and devices may have its public key; move it away, and"
                                + " keep it in ua.certificateKeys until they have the new one");
            }
        }
        Path folder = privateKey.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        byte[] octets = EndpointKeyText.octets(key);
        try {
            DurableFiles.replace(privateKey, out -> out.write(octets));
        } finally {
            Arrays.fill(octets, (byte) 0);
        }
        String text = new EndpointKeyText(endpoint, key.publicKey()).text();
        Files.writeString(publicKey, text);
    }

    /// Private keys of an endpoint, which the caller closes.
    ///
    /// @param field what refusals call them
    public static CertificateKeys read(String field, List<Path> files) throws IOException {
        List<EndpointPrivateKey> keys = new ArrayList<>();
        try {
            for (Path file : files) {
                String name = field + " " + file;
                OwnerOnly.require(name, file);
                requireSmall(name, file);
                keys.add(EndpointKeyText.parse(name, Files.readAllBytes(file)));
            }
            return new CertificateKeys(keys);
        } catch (IOException | RuntimeException e) {
            keys.forEach(EndpointPrivateKey::close);
            throw e;
        }
    }

    /// The public key with which devices speak to `endpoint`.
    ///
    /// @param field what refusals call it
    public static EndpointPublicKey read(String field, Path file, AsId endpoint) {
        String name = field + " " + file;
        try {
            requireSmall(name, file);
            EndpointKeyText text = EndpointKeyText.parse(name, Files.readString(file));
            if (!text.endpoint().equals(endpoint)) {
                throw new InvalidValue(
                        name, "is of " + text.endpoint() + ", and devices report to " + endpoint);
            }
            return text.key();
        } catch (MalformedInputException _) {
            throw new InvalidValue(
                    name, "is no text; it is the .ua-public file that devices are configured with");
        } catch (IOException e) {
            throw InvalidValue.unreadable(name, e);
        }
    }

    private static void requireSmall(String name, Path file) throws IOException {
        if (Files.size(file) > MAX_FILE_OCTETS) {
            throw new InvalidValue(name, "is larger than any key");
        }
    }
}
