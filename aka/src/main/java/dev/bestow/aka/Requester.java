package dev.bestow.aka;

/// The class of node that asks for a vector, known from its authenticated Diameter identity and never
/// from what a message says. Each class spends SQNs of its own, so that vectors one of them hoards
/// never make another's look old.
public enum Requester {
    MME(0),
    SGSN(1),
    BSF(2),
    EMKS(3);

    private final int number;

    Requester(int number) {
        this.number = number;
    }

    /// The upper two bits of IND.
    public int number() {
        return number;
    }
}
