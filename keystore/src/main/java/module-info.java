/// Keep: the ports behind which keys and subscribers are stored, their merging rules, and an engine
/// in memory. Durable engines are modules of their own.
module dev.bestow.keystore {
    requires static org.jspecify;
    requires transitive dev.bestow.core;
    requires transitive dev.bestow.keys;

    exports dev.bestow.keystore;
    exports dev.bestow.keystore.epoch;
    exports dev.bestow.keystore.history;
    exports dev.bestow.keystore.memory;
}
