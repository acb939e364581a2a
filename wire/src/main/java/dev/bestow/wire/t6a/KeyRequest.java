package dev.bestow.wire.t6a;

import dev.bestow.core.AsId;
import dev.bestow.core.Eksi;
import dev.bestow.core.Guti;
import dev.bestow.core.KeyRoot;
import dev.bestow.core.RandId;

import org.jspecify.annotations.Nullable;

/// Key-Request, our vendor AVP 4 in a Configuration-Information-Request (CIR, 8388718) from the SCEF:
/// the key of one UE for one application server (TR 33.863 solution 11 step 15, "Mobile Data Request").
///
/// @param eksi the key set the UE named, if it named one
/// @param randId the AKA run the UE named, if it named one
/// @param root which root this application server's keys come from
/// @param reauthenticate give no key, but run a new AKA if the key set it names is still the current one (TR 33.863
///     clause 6.11.2.2.3, "Bootstrapping Renegotiation Request"); answered at once, the result is the next [KeyConfirm]
/// @param wantsKs the SCEF derives Ks_AS itself, if the MME gives it Ks
public record KeyRequest(
        Guti guti,
        @Nullable Eksi eksi,
        @Nullable RandId randId,
        AsId asId,
        KeyRoot root,
        boolean reauthenticate,
        boolean wantsKs) {
    /// One whose answer has Ks_AS.
    public KeyRequest(
            Guti guti,
            @Nullable Eksi eksi,
            @Nullable RandId randId,
            AsId asId,
            KeyRoot root,
            boolean reauthenticate) {
        this(guti, eksi, randId, asId, root, reauthenticate, false);
    }
}
