package dev.bestow.hss.provision;

import dev.bestow.aka.Credentials;
import dev.bestow.aka.MasterKey;
import dev.bestow.aka.Opc;
import dev.bestow.aka.SubscriberKey;
import dev.bestow.core.Imsi;
import dev.bestow.hss.CredentialVault;
import dev.bestow.keystore.Subscriber;
import dev.bestow.keystore.WrappedCredentials;

/// Opens what [Provisioner] wrapped.
public final class MasterKeyVault implements CredentialVault {
    private final MasterKey masterKey;

    public MasterKeyVault(MasterKey masterKey) {
        this.masterKey = masterKey;
    }

    /// K and OPc of the row.
    ///
    /// @throws dev.bestow.aka.UnwrapFailed when the row was wrapped under another master key
    @Override
    public Credentials open(Subscriber subscriber) {
        Imsi imsi = subscriber.imsi();
        WrappedCredentials wrapped = subscriber.credentials();
        SubscriberKey k = masterKey.unwrapK(imsi, wrapped.wrappedK());
        try {
            Opc opc = masterKey.unwrapOpc(imsi, wrapped.wrappedOpc());
            return Credentials.milenage(k, opc);
        } catch (RuntimeException e) {
            k.close();
            throw e;
        }
    }
}
