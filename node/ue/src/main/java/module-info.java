/// Act as UE: USIM, ME and Ua client.
module dev.bestow.ue {
    requires static org.jspecify;
    requires dev.bestow.aka;
    requires dev.bestow.link;
    requires dev.bestow.session;
}
