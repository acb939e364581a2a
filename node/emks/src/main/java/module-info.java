/// Act as EMKS, the operator's key server towards end-to-middle security endpoints.
module dev.bestow.emks {
    requires static org.jspecify;
    requires dev.bestow.keyserver;
    requires dev.bestow.link;
}
