/// Act as application server.
module dev.bestow.as {
    requires static org.jspecify;
    requires dev.bestow.keystore;
    requires dev.bestow.link;
    requires dev.bestow.session;
}
