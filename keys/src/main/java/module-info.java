/// Derive: the KDF, every derived key of the hierarchy as a type, the EPS algorithms.
module dev.bestow.keys {
    requires static org.jspecify;
    requires transitive dev.bestow.core;
    requires org.bouncycastle.provider;

    exports dev.bestow.keys;
    exports dev.bestow.keys.hpke;
    exports dev.bestow.keys.solution;
}
