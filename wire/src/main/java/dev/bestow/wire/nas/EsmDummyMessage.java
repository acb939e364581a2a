package dev.bestow.wire.nas;

/// ESM DUMMY MESSAGE, 3 octets: stands in the container of an attach without a PDN connection, in both
/// directions (TS 24.301 clause 8.3.12A).
///
/// ```
/// octet 1   0 | 2
/// octet 2   00
/// octet 3   F4
/// ```
public record EsmDummyMessage() implements EsmMessage {
    static final int TYPE = 0xf4;

    @Override
    public int ebi() {
        return 0;
    }

    @Override
    public int pti() {
        return 0;
    }

    void encode(NasWriter out) {
        out.esm(0, 0, TYPE);
    }

    static EsmDummyMessage decode(NasReader in) {
        in.optionalIes(OptionalElements.NONE);
        return new EsmDummyMessage();
    }
}
