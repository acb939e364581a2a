package dev.bestow.wire.nas;

/// The format TV (type 3) elements a message may carry. Their length is not on the wire: it follows
/// from message and identifier, so skipping them takes this table. All other elements tell their
/// length by themselves.
final class TypeThreeIes {
    static final TypeThreeIes NONE = new TypeThreeIes();

    private final int[] identifiersAndLengths;

    /// Pairs of identifier and total length in octets, the identifier included.
    TypeThreeIes(int... identifiersAndLengths) {
        this.identifiersAndLengths = identifiersAndLengths;
    }

    /// The total length of the element, or 0 if it is not of this format.
    int length(int identifier) {
        for (int i = 0; i < identifiersAndLengths.length; i += 2) {
            if (identifiersAndLengths[i] == identifier) {
                return identifiersAndLengths[i + 1];
            }
        }
        return 0;
    }
}
