package dev.bestow.conformance.fuzz;

/// What reads octets from outside, with its property: any octets give a value or a typed refusal, and what was read is
/// the same again after it was written and read. Throws where that does not hold.
@FunctionalInterface
public interface Decoder {
    /// Reads `octets`, which it may change.
    void take(byte[] octets) throws Exception;

    /// Fails where a value that was written and read again is another one.
    static void same(Object read, Object again) {
        if (!read.equals(again)) {
            throw new AssertionError("read " + read + ", and written and read again " + again);
        }
    }

    /// Fails where an offset lies outside the octets.
    static void within(int offset, byte[] octets) {
        if (offset < 0 || offset > octets.length) {
            throw new AssertionError("offset " + offset + " in " + octets.length + " octets");
        }
    }
}
