package dev.bestow.conformance.protection;

/// Where a side's power is cut.
enum Step {
    /// The device, before it has written to its file that it uses more counts.
    BEFORE_THE_FILE(true),
    AFTER_THE_FILE(true),
    /// Sealed, and not sent.
    BEFORE_SENDING(true),
    AFTER_SENDING(true),
    AFTER_THE_ANSWER(true),
    BEFORE_THE_CLAIM(false),
    AFTER_THE_CLAIM(false),
    BEFORE_THE_DELIVERY(false),
    AFTER_THE_DELIVERY(false),
    BEFORE_THE_ANSWER_IS_KEPT(false),
    BEFORE_ANSWERING(false),
    AFTER_ANSWERING(false);

    private final boolean ofDevice;

    Step(boolean ofDevice) {
        this.ofDevice = ofDevice;
    }

    boolean isOfDevice() {
        return ofDevice;
    }

    /// Its power is cut.
    static final class PowerCut extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
