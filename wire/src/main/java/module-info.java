/// Say: octets to records and back. Opens no socket and writes no log.
module dev.bestow.wire {
    requires static org.jspecify;
    requires com.fasterxml.jackson.core;
    requires transitive dev.bestow.core;
    requires transitive dev.bestow.keys;

    exports dev.bestow.wire.coap;
    exports dev.bestow.wire.diameter;
    exports dev.bestow.wire.eap;
    exports dev.bestow.wire.nas;
    exports dev.bestow.wire.north;
    exports dev.bestow.wire.radius;
    exports dev.bestow.wire.s6a;
    exports dev.bestow.wire.s6a.emks;
    exports dev.bestow.wire.s6t;
    exports dev.bestow.wire.t6a;
    exports dev.bestow.wire.ua;
}
