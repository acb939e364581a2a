/// Carry: the only module that opens sockets.
module dev.bestow.link {
    requires static org.jspecify;
    requires transitive dev.bestow.core;
    requires transitive dev.bestow.wire;
    requires com.nimbusds.jose.jwt;
    requires java.net.http;
    requires org.eclipse.jetty.alpn.server;
    requires org.eclipse.jetty.http2.server;
    requires org.eclipse.jetty.server;

    exports dev.bestow.link.accept;
    exports dev.bestow.link.coap;
    exports dev.bestow.link.control;
    exports dev.bestow.link.diameter;
    exports dev.bestow.link.http;
    exports dev.bestow.link.libc;
    exports dev.bestow.link.nas;
    exports dev.bestow.link.radius;
    exports dev.bestow.link.tls;
    exports dev.bestow.link.token;
    exports dev.bestow.link.tun;
    exports dev.bestow.link.udp;
}
