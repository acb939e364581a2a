/// Act as HSE, the home security endpoint of end-to-middle security.
module dev.bestow.hse {
    requires static org.jspecify;
    requires transitive dev.bestow.link;

    exports dev.bestow.hse;
}
