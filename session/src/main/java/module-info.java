/// Protect: a channel between UE and application server, out of one leaf key.
module dev.bestow.session {
    requires static org.jspecify;
    requires transitive dev.bestow.core;
    requires transitive dev.bestow.keys;
    requires transitive dev.bestow.wire;

    exports dev.bestow.session.esp;
    exports dev.bestow.session.device;
    exports dev.bestow.session.key;
    exports dev.bestow.session.oscore;
    exports dev.bestow.session.protocol;
    exports dev.bestow.session.ua;
}
