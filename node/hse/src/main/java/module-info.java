/// Act as HSE, the home security endpoint of end-to-middle security.
module dev.bestow.hse {
    requires static org.jspecify;
    requires transitive dev.bestow.link;
    requires transitive dev.bestow.session;

    exports dev.bestow.hse;
}
