package dev.bestow.keys.solution;

/// Between whom a row protects what a device sends (TR 33.863 solution 4).
public enum Protection {
    /// The device and an endpoint in a network: HSE or EMSE.
    END_TO_MIDDLE("e2m"),
    /// The device and whom its data is for: EESE or AS.
    END_TO_END("e2e");

    private final String name;

    Protection(String name) {
        this.name = name;
    }

    /// As operators write it.
    @Override
    public String toString() {
        return name;
    }
}
