package dev.bestow.keys.solution;

/// Who holds or gets something on a [Leg].
public enum Party {
    HSS,
    MME,
    SCEF,
    /// End-to-middle key server, in the home network.
    EMKS,
    /// Home security endpoint.
    HSE,
    /// End-to-middle security endpoint.
    EMSE,
    /// End-to-end security endpoint.
    EESE,
    /// Application server.
    AS;

    /// Whether the home network does not answer for it: such a party gets leaf keys and nothing above.
    public boolean isThirdParty() {
        return switch (this) {
            case EMSE, EESE, AS -> true;
            case HSS, MME, SCEF, EMKS, HSE -> false;
        };
    }

    /// Whether devices talk to it under its key.
    public boolean isEndpoint() {
        return isThirdParty() || this == HSE;
    }
}
