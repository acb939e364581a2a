/// Fetch: an endpoint's side of the operator's northbound interface. What an application server runs and what others
/// build into theirs.
module dev.bestow.northbound {
    requires static org.jspecify;
    requires transitive dev.bestow.link;
    requires transitive dev.bestow.session;

    exports dev.bestow.northbound;
}
