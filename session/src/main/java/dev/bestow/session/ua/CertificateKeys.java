package dev.bestow.session.ua;

import dev.bestow.core.Secret;
import dev.bestow.keys.hpke.EndpointPrivateKey;
import dev.bestow.keys.hpke.Hpke;
import dev.bestow.wire.ua.CertificateRequest;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// The private keys of an application server for the certificate form, those of before among them, for devices that
/// are configured with an old public key.
public final class CertificateKeys implements AutoCloseable {
    /// A change of keys needs two.
    public static final int MAX_KEYS = 4;

    private final List<EndpointPrivateKey> keys;

    /// Takes the keys over.
    public CertificateKeys(List<EndpointPrivateKey> keys) {
        if (keys.size() > MAX_KEYS) {
            throw new IllegalArgumentException("more keys than " + MAX_KEYS);
        }
        this.keys = List.copyOf(keys);
    }

    /// Of a server without the certificate form.
    public static CertificateKeys none() {
        return new CertificateKeys(List.of());
    }

    boolean isEmpty() {
        return keys.isEmpty();
    }

    /// Whether C may be for one of them; costs nothing.
    boolean mayOpen(CertificateRequest request) {
        return keys.stream().anyMatch(key -> key.publicKey().mark() == request.keyMark());
    }

    /// RAND_AS, or null when none of them opens C.
    @Nullable Secret randAs(CertificateRequest request, Hpke.Context context) {
        for (EndpointPrivateKey key : keys) {
            if (key.publicKey().mark() == request.keyMark()) {
                Secret randAs = Hpke.open(key, context, request.c());
                if (randAs != null) {
                    return randAs;
                }
            }
        }
        return null;
    }

    /// Wipes them.
    @Override
    public void close() {
        keys.forEach(EndpointPrivateKey::close);
    }
}
