package dev.bestow.ue;

import dev.bestow.core.AsId;
import dev.bestow.keys.solution.Agreement;
import dev.bestow.keys.solution.Naming;
import dev.bestow.keys.solution.Solution;
import dev.bestow.wire.ua.UaForm;

import java.net.InetSocketAddress;

/// What a UE is provisioned with for one endpoint, an application server or another: how to reach it, which row of the
/// solutions table its keys are of and how to speak to it.
///
/// @param asId key derivation input, octet by octet
/// @param address where its Ua endpoint listens
/// @param row which key, of which root, for which kind of endpoint; both ends have to agree
/// @param form COMPACT or LITERAL, pinned
/// @param naming how requests name the key
/// @param ciphered whether the registered PLMN allows confidentiality
/// @param protection of its reports; `form` is for [Protection#UA] alone
public record AsProvision(
        AsId asId,
        InetSocketAddress address,
        Solution row,
        UaForm form,
        Naming naming,
        boolean ciphered,
        Protection protection) {
    public AsProvision {
        protection.requireAllowed(ciphered);
    }

    /// Of Ua native.
    public AsProvision(
            AsId asId,
            InetSocketAddress address,
            Solution row,
            UaForm form,
            Naming naming,
            boolean ciphered) {
        this(asId, address, row, form, naming, ciphered, Protection.UA);
    }

    /// Named as `row` has it.
    public static AsProvision of(
            AsId asId, InetSocketAddress address, Solution row, UaForm form, boolean ciphered) {
        return new AsProvision(asId, address, row, form, row.naming(), ciphered);
    }

    /// The same server where it listens for that.
    public AsProvision speaking(Protection other, InetSocketAddress at) {
        return new AsProvision(asId, at, row, form, naming, ciphered, other);
    }

    /// Whether its key is of an AKA run of its own: of no attach, and it serves in whichever network the device is.
    boolean hasOwnRun() {
        return row.agreement() == Agreement.OWN_RUN;
    }
}
