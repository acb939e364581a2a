/// Derive: the KDF, every rung of the hierarchy as a type, the NAS algorithms.
module dev.bestow.keys {
    requires static org.jspecify;
    requires transitive dev.bestow.core;

    exports dev.bestow.keys;
}
