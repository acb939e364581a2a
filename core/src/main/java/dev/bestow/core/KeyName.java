package dev.bestow.core;

/// How a UE names the key it used. Keys are selected by name, never by "whatever is newest".
public sealed interface KeyName {
    /// By the AKA run it came from; the default over UDP, where no GUTI should travel in clear.
    record ByRand(RandId randId) implements KeyName {
        @Override
        public String toString() {
            return "rand:" + randId;
        }
    }

    /// By the UE's temporary identity and the key set in use under it.
    record ByGuti(Guti guti, Eksi eksi) implements KeyName {
        @Override
        public String toString() {
            return "guti:" + guti.encode().hex() + "/" + eksi.value();
        }
    }
}
