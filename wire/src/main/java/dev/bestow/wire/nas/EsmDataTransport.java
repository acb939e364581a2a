package dev.bestow.wire.nas;

import dev.bestow.core.InvalidValue;
import dev.bestow.core.Octets;

/// ESM DATA TRANSPORT: user data over the control plane (TS 24.301 clause 8.3.25).
///
/// ```
/// octet 1   EPS bearer identity | 2
/// octet 2   00
/// octet 3   EB
///           user data                 LV-E  2-n
///           F- release assistance     TV    1      optional, uplink
/// ```
///
/// @param data at most 65,535 octets
/// @param release what the UE knows about the traffic to come
public record EsmDataTransport(int ebi, Octets data, ReleaseAssistance release)
        implements EsmMessage {
    static final int TYPE = 0xeb;

    private static final int RELEASE_ASSISTANCE = 0xf0;

    /// Downlink data expected (TS 24.301 clause 9.9.4.25).
    public enum ReleaseAssistance {
        /// Nothing is known; the element is left out.
        NONE(0),
        /// Nothing follows in either direction.
        NOTHING_FOLLOWS(1),
        /// One downlink message follows and nothing else.
        ONE_DOWNLINK_FOLLOWS(2);

        private final int code;

        ReleaseAssistance(int code) {
            this.code = code;
        }

        private static ReleaseAssistance of(int half) {
            return switch (half & 0x03) {
                case 1 -> NOTHING_FOLLOWS;
                case 2 -> ONE_DOWNLINK_FOLLOWS;
                default -> NONE;
            };
        }
    }

    public EsmDataTransport {
        EsmCodec.requireIdentities(ebi, 0);
        if (data.length() > 0xffff) {
            throw new InvalidValue("user data", "has " + data.length() + " octets, fits 65535");
        }
    }

    @Override
    public int pti() {
        return 0;
    }

    void encode(NasWriter out) {
        out.esm(ebi, 0, TYPE).lvE(data.toArray());
        if (release != ReleaseAssistance.NONE) {
            out.octet(RELEASE_ASSISTANCE | release.code);
        }
    }

    static EsmDataTransport decode(int ebi, NasReader in) {
        Octets data = in.lvE(0, 0xffff).rest();
        int half = in.optionalIes(OptionalElements.ESM_DATA_TRANSPORT).half(RELEASE_ASSISTANCE);
        return new EsmDataTransport(
                ebi, data, half < 0 ? ReleaseAssistance.NONE : ReleaseAssistance.of(half));
    }
}
