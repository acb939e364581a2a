/// Grant: what every key server does with keys that others agreed on, whichever 3GPP function it acts as. Opens no
/// socket: its node brings the messages, and the way to others.
module dev.bestow.keyserver {
    requires static org.jspecify;
    requires transitive dev.bestow.keystore;
    requires transitive dev.bestow.wire;

    exports dev.bestow.keyserver;
    exports dev.bestow.keyserver.trace;
}
