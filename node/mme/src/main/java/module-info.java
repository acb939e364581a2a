/// Act as MME: never sees K, and cannot compile against it.
module dev.bestow.mme {
    requires static org.jspecify;
    requires dev.bestow.keystore;
    requires dev.bestow.link;
}
