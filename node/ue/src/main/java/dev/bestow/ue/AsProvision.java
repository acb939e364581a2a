package dev.bestow.ue;

import dev.bestow.core.AsId;
import dev.bestow.core.KeyRoot;
import dev.bestow.keys.solution.Naming;
import dev.bestow.keys.solution.Solution;
import dev.bestow.wire.ua.UaForm;

import java.net.InetSocketAddress;

/// What a UE is provisioned with for one application server: how to reach it, which root its keys
/// come from and how to speak to it.
///
/// @param asId key derivation input, octet by octet
/// @param address where its Ua endpoint listens
/// @param root which root Ks comes from; both ends have to agree, and a mismatch is named in an error
/// @param form COMPACT or LITERAL, pinned
/// @param naming how requests name the key
/// @param ciphered whether the registered PLMN allows confidentiality
public record AsProvision(
        AsId asId,
        InetSocketAddress address,
        KeyRoot root,
        UaForm form,
        Naming naming,
        boolean ciphered) {
    /// Root and naming are those of `row`.
    public static AsProvision of(
            AsId asId, InetSocketAddress address, Solution row, UaForm form, boolean ciphered) {
        return new AsProvision(asId, address, row.root(), form, row.naming(), ciphered);
    }
}
