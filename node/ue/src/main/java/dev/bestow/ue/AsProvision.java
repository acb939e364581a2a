package dev.bestow.ue;

import dev.bestow.core.AsId;
import dev.bestow.keys.hpke.EndpointPublicKey;
import dev.bestow.keys.solution.Agreement;
import dev.bestow.keys.solution.Naming;
import dev.bestow.keys.solution.Solution;
import dev.bestow.wire.ua.UaForm;

import org.jspecify.annotations.Nullable;

import java.net.InetSocketAddress;

/// What a UE is provisioned with for one endpoint, an application server or another: how to reach it, which row of the
/// solutions table its keys are of and how to speak to it.
///
/// @param asId key derivation input, octet by octet
/// @param address where its Ua endpoint listens
/// @param row which key, of which root, for which kind of endpoint; both ends have to agree
/// @param form COMPACT, LITERAL or CERTIFICATE, pinned
/// @param naming how requests name the key
/// @param ciphered whether the registered PLMN allows confidentiality
/// @param protection of its reports; `form` is for [Protection#UA] alone
/// @param serverKey its public key, in the certificate form
public record AsProvision(
        AsId asId,
        InetSocketAddress address,
        Solution row,
        UaForm form,
        Naming naming,
        boolean ciphered,
        Protection protection,
        @Nullable EndpointPublicKey serverKey) {
    public AsProvision {
        protection.requireAllowed(ciphered);
    }

    /// Of Ua native, in a form without certificate.
    public AsProvision(
            AsId asId,
            InetSocketAddress address,
            Solution row,
            UaForm form,
            Naming naming,
            boolean ciphered) {
        this(asId, address, row, form, naming, ciphered, Protection.UA, null);
    }

    /// Named as `row` has it.
    public static AsProvision of(
            AsId asId, InetSocketAddress address, Solution row, UaForm form, boolean ciphered) {
        return new AsProvision(asId, address, row, form, row.naming(), ciphered);
    }

    /// The same server where it listens for that.
    public AsProvision speaking(Protection other, InetSocketAddress at) {
        return new AsProvision(asId, at, row, form, naming, ciphered, other, serverKey);
    }

    /// The same in the certificate form of Ua, under this public key of the server.
    public AsProvision withCertificate(EndpointPublicKey key) {
        return new AsProvision(
                asId, address, row, UaForm.CERTIFICATE, naming, ciphered, protection, key);
    }

    /// Whether its key is of an AKA run of its own: of no attach, and it serves in whichever network the device is.
    boolean hasOwnRun() {
        return row.agreement() == Agreement.OWN_RUN;
    }
}
