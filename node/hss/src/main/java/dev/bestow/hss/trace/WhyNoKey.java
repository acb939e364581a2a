package dev.bestow.hss.trace;

/// Why no key leaves with a vector, as far as anybody can tell.
public enum WhyNoKey {
    /// No row serves the subscriber.
    NO_SOLUTION,
    /// A row would send it with the vector, and this MME may have none.
    NOT_TO_THIS_MME,
    /// A row has it pushed at the PDN connection.
    AT_PDN_CONNECTION;

    /// Until when none is pushed.
    String until() {
        return this == AT_PDN_CONNECTION ? " before a PDN connection" : "";
    }

    String text(String mme) {
        return switch (this) {
            case NO_SOLUTION ->
                    "no solution serves the subscriber; see policy.solution, and"
                            + " security.protections of its profile";
            case NOT_TO_THIS_MME ->
                    mme
                            + " takes no part in application keys, or may have none; see"
                            + " policy.keysInVectorFor";
            case AT_PDN_CONNECTION ->
                    mme + " told of no PDN connection; see policy.connectionToldBy";
        };
    }
}
