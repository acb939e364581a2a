package dev.bestow.network.store;

import dev.bestow.aka.KeyEnvelope;
import dev.bestow.aka.MasterKeyFile;
import dev.bestow.aka.SecretFile;
import dev.bestow.aka.pkcs11.TokenEnvelope;
import dev.bestow.aka.pkcs11.TokenKey;
import dev.bestow.network.config.MasterKeySource;
import dev.bestow.network.config.NodeConfig;
import dev.bestow.network.machine.SystemEntropy;

import org.jspecify.annotations.Nullable;

/// The key file of an HSS, in clear or opened by a token, as its configuration says.
public final class KeyFiles {
    private KeyFiles() {}

    /// The file; nothing is read yet.
    public static MasterKeyFile masterKey(NodeConfig config) {
        MasterKeySource source = config.masterKey();
        return new MasterKeyFile(
                config.keyFile(), source == null ? null : envelope(source.pkcs11()));
    }

    private static @Nullable KeyEnvelope envelope(MasterKeySource.@Nullable Pkcs11 token) {
        return token == null
                ? null
                : new TokenEnvelope(
                        new TokenKey(
                                token.library().toAbsolutePath().toString(),
                                token.token(),
                                token.key()),
                        new SecretFile("masterKey.pkcs11.pinFile", token.pinFile()),
                        new SystemEntropy());
    }
}
