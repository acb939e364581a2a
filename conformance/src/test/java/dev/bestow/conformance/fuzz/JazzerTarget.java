package dev.bestow.conformance.fuzz;

import java.util.Objects;

/// Where Jazzer enters, which calls it by its name: the decoder that `-Dfuzz.decoder=` names.
public final class JazzerTarget {
    private static Decoder decoder = octets -> {};

    private JazzerTarget() {}

    /// Loads every class before the first input is timed.
    public static void fuzzerInitialize() throws Exception {
        String name = System.getProperty("fuzz.decoder", "");
        decoder =
                Objects.requireNonNull(
                        Decoders.ALL.get(name), "-Dfuzz.decoder= names none of Decoders.ALL");
        decoder.take(new byte[0]);
    }

    /// Any octets.
    public static void fuzzerTestOneInput(byte[] octets) throws Exception {
        decoder.take(octets);
    }
}
