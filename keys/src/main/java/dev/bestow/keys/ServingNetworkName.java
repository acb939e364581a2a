package dev.bestow.keys;

import dev.bestow.core.Octets;
import dev.bestow.core.PlmnId;

/// The serving network name of 5G, `5G:mnc001.mcc001.3gppnetwork.org`, an MNC of two digits with a zero
/// before it (TS 24.501 clause 9.12.1).
public record ServingNetworkName(PlmnId plmn) {
    /// In characters, as EAP-AKA' takes it for its network name.
    public String text() {
        String mnc = plmn.mnc().length() == 2 ? "0" + plmn.mnc() : plmn.mnc();
        return "5G:mnc" + mnc + ".mcc" + plmn.mcc() + ".3gppnetwork.org";
    }

    /// In ASCII, as the KDF takes it.
    public Octets encode() {
        return Kdf.text(text());
    }

    @Override
    public String toString() {
        return text();
    }
}
