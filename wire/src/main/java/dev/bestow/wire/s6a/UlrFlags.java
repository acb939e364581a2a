package dev.bestow.wire.s6a;

/// ULR-Flags (TS 29.272 clause 7.3.7).
///
/// @param bits as on the wire; those nobody here asks for are carried
public record UlrFlags(int bits) {
    private static final int S6A_INDICATOR = 1 << 1;
    private static final int SKIP_SUBSCRIBER_DATA = 1 << 2;
    private static final int INITIAL_ATTACH = 1 << 5;

    /// Of an MME whose UE attached.
    public static final UlrFlags ATTACH = new UlrFlags(S6A_INDICATOR | INITIAL_ATTACH);

    /// Bit 1: sent on S6a, by an MME; clear from an SGSN, on S6d.
    public boolean ofMme() {
        return (bits & S6A_INDICATOR) != 0;
    }

    /// Bit 2: the MME has the subscription already.
    public boolean skipSubscriberData() {
        return (bits & SKIP_SUBSCRIBER_DATA) != 0;
    }

    /// Bit 5: set when the UE attached, clear at a tracking area update.
    public boolean initialAttach() {
        return (bits & INITIAL_ATTACH) != 0;
    }
}
