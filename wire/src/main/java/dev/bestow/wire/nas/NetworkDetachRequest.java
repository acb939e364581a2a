package dev.bestow.wire.nas;

import org.jspecify.annotations.Nullable;

/// DETACH REQUEST of the network (TS 24.301 clause 8.2.11.2). Its type is that of the UE's [DetachRequest]; only the
/// way it goes tells them apart.
///
/// ```
/// octet 1   07
/// octet 2   45
/// octet 3   0 4 bits | spare 1 bit | type of detach 3 bits
///      53   EMM cause                 TV    2    optional
/// ```
///
/// @param cause why, or null. Several causes bar a USIM until the device is switched off
public record NetworkDetachRequest(NetworkDetachType type, @Nullable EmmCause cause)
        implements DownlinkEmm {
    static final int TYPE = DetachRequest.TYPE;

    private static final int CAUSE = 0x53;

    @Override
    public String name() {
        return "DETACH REQUEST";
    }

    void encode(NasWriter out) {
        out.emm(TYPE).octet(type.code());
        if (cause != null) {
            out.octet(CAUSE).octet(cause.value());
        }
    }

    static NetworkDetachRequest decode(NasReader in) {
        int type = in.octet() & 0x07;
        return new NetworkDetachRequest(
                NetworkDetachType.of(type),
                in.optionalIes(OptionalElements.NETWORK_DETACH_REQUEST)
                        .value(CAUSE, value -> new EmmCause(value.octet())));
    }
}
