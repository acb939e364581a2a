/// Act as HSS and AuC.
module dev.bestow.hss {
    requires static org.jspecify;
    requires dev.bestow.aka;
    requires dev.bestow.keystore;
    requires dev.bestow.link;
}
