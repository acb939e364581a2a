package dev.bestow.hss.provision;

import dev.bestow.aka.AkaAlgorithm;
import dev.bestow.aka.Credentials;
import dev.bestow.aka.InsecureTestXor;
import dev.bestow.aka.MasterKey;
import dev.bestow.aka.Milenage;
import dev.bestow.aka.OperatorVariant;
import dev.bestow.aka.SubscriberKey;
import dev.bestow.aka.Tuak;
import dev.bestow.core.Imsi;
import dev.bestow.core.Octets;
import dev.bestow.hss.CredentialVault;
import dev.bestow.keystore.Subscriber;
import dev.bestow.keystore.WrappedCredentials;

/// Opens what [Provisioner] wrapped.
public final class MasterKeyVault implements CredentialVault {
    private final MasterKey masterKey;

    public MasterKeyVault(MasterKey masterKey) {
        this.masterKey = masterKey;
    }

    /// Algorithm, K and operator's variant of the row.
    ///
    /// @throws dev.bestow.core.InvalidValue when the row names an algorithm there is not
    /// @throws dev.bestow.aka.UnwrapFailed when the row was wrapped under another master key
    @Override
    public Credentials open(Subscriber subscriber) {
        Imsi imsi = subscriber.imsi();
        WrappedCredentials wrapped = subscriber.credentials();
        AkaAlgorithm algorithm = AkaAlgorithm.named(wrapped.algorithm());
        SubscriberKey k = masterKey.unwrapK(imsi, wrapped.wrappedK());
        try {
            OperatorVariant variant =
                    switch (algorithm) {
                        case Milenage _ -> masterKey.unwrapOpc(imsi, wrapped.wrappedOpc());
                        case Tuak _ -> masterKey.unwrapTopc(imsi, wrapped.wrappedOpc());
                        case InsecureTestXor _ -> OperatorVariant.NONE;
                    };
            return new Credentials(algorithm, k, variant);
        } catch (RuntimeException e) {
            k.close();
            throw e;
        }
    }

    /// The row's credentials under the current master key: the same when they are already.
    ///
    /// @throws dev.bestow.aka.UnwrapFailed when neither the current nor a previous key opens them
    WrappedCredentials renewed(Subscriber subscriber) {
        Imsi imsi = subscriber.imsi();
        WrappedCredentials wrapped = subscriber.credentials();
        Octets variant =
                switch (AkaAlgorithm.named(wrapped.algorithm())) {
                    case Milenage _ -> masterKey.renewOpc(imsi, wrapped.wrappedOpc());
                    case Tuak _ -> masterKey.renewTopc(imsi, wrapped.wrappedOpc());
                    case InsecureTestXor _ -> wrapped.wrappedOpc();
                };
        Octets k = masterKey.renewK(imsi, wrapped.wrappedK());
        return new WrappedCredentials(wrapped.algorithm(), k, variant, wrapped.amf());
    }
}
