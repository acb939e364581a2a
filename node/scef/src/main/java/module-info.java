/// Act as SCEF, the operator's key server towards application servers.
module dev.bestow.scef {
    requires static org.jspecify;
    requires dev.bestow.keyserver;
    requires dev.bestow.link;
}
