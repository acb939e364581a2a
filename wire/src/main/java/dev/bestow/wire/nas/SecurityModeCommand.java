package dev.bestow.wire.nas;

import dev.bestow.core.Eksi;

/// SECURITY MODE COMMAND (TS 24.301 clause 8.2.20). Always protected with security header type 3: it
/// is readable before its keys exist.
///
/// ```
/// octet 1   07
/// octet 2   5D
/// octet 3   0 | EEA 3 bits | 0 | EIA 3 bits
/// octet 4   0000 | key set identifier 4 bits
///           replayed UE security capability   LV   3-6
///           C- IMEISV request                 TV   1      optional
/// ```
///
/// All other optional elements are skipped; HashMME among them, as Bestow's UE never attaches with
/// more than it signed.
///
/// @param eksi names the K_ASME taken into use
/// @param replayed what the network received of the UE's capability
/// @param imeisvRequested whether the answer shall carry the IMEISV
public record SecurityModeCommand(
        NasAlgorithms algorithms, Eksi eksi, UeSecurityCapability replayed, boolean imeisvRequested)
        implements DownlinkEmm {
    static final int TYPE = 0x5d;

    private static final int IMEISV_REQUEST = 0xc0;
    private static final int REQUESTED = 1;

    void encode(NasWriter out) {
        out.emm(TYPE).octet(algorithms.eea() << 4 | algorithms.eia()).octet(KsiHalf.of(eksi));
        out.lv(replayed.octets());
        if (imeisvRequested) {
            out.octet(IMEISV_REQUEST | REQUESTED);
        }
    }

    static SecurityModeCommand decode(NasReader in) {
        int selected = in.octet();
        Eksi eksi = KsiHalf.readNative(in);
        UeSecurityCapability replayed =
                new UeSecurityCapability(
                        in.lv(UeSecurityCapability.MIN_OCTETS, UeSecurityCapability.MAX_OCTETS)
                                .rest());
        int imeisv = in.optionalIes(OptionalElements.SECURITY_MODE_COMMAND).half(IMEISV_REQUEST);
        NasAlgorithms algorithms = new NasAlgorithms(selected >> 4 & 0x07, selected & 0x07);
        return new SecurityModeCommand(
                algorithms, eksi, replayed, imeisv >= 0 && (imeisv & 0x07) == REQUESTED);
    }
}
