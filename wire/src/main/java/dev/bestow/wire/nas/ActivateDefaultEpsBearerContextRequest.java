package dev.bestow.wire.nas;

import dev.bestow.core.InvalidValue;
import dev.bestow.core.Octets;

/// ACTIVATE DEFAULT EPS BEARER CONTEXT REQUEST (TS 24.301 clause 8.3.6).
///
/// ```
/// octet 1   EPS bearer identity | 2
/// octet 2   procedure transaction identity
/// octet 3   C1
///           EPS QoS, QCI first        LV    2-14
///           access point name         LV    2-101
///           PDN address               LV    6-14
/// ```
///
/// Bit rates behind the QCI and optional elements are skipped.
///
/// @param ebi 5 to 15
/// @param qci QoS class identifier, 1 to 254 (9 is the default bearer's usual one)
public record ActivateDefaultEpsBearerContextRequest(
        int ebi, int pti, int qci, AccessPointName apn, PdnAddress address) implements EsmMessage {
    static final int TYPE = 0xc1;

    private static final int MAX_QOS_OCTETS = 13;

    public ActivateDefaultEpsBearerContextRequest {
        EsmCodec.requireIdentities(ebi, pti);
        if (qci < 1 || qci > 254) {
            throw new InvalidValue("QCI", "needs 1 to 254");
        }
    }

    void encode(NasWriter out) {
        NasWriter pdnAddress =
                new NasWriter().octet(address.type().code()).octets(address.information());
        out.esm(ebi, pti, TYPE).lv(Octets.copyOf(new byte[] {(byte) qci})).lv(apn.encode());
        out.lv(pdnAddress.toOctets());
    }

    static ActivateDefaultEpsBearerContextRequest decode(int ebi, int pti, NasReader in) {
        int qci = in.lv(1, MAX_QOS_OCTETS).octet();
        AccessPointName apn = AccessPointName.read(in.lv(1, AccessPointName.MAX_OCTETS));
        NasReader address = in.lv(PdnAddress.MIN_OCTETS, PdnAddress.MAX_OCTETS);
        PdnType type = PdnType.of(address.octet() & 0x07);
        in.optionalIes(OptionalElements.ACTIVATION_REQUEST);
        return new ActivateDefaultEpsBearerContextRequest(
                ebi, pti, qci, apn, new PdnAddress(type, address.rest()));
    }
}
