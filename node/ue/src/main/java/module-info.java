/// Act as UE: USIM, ME and Ua client.
module dev.bestow.ue {
    requires static org.jspecify;
    requires dev.bestow.aka;
    requires dev.bestow.link;
    requires dev.bestow.session;
    // PC/SC: a card is neither a socket nor a file to us; pcscd, which owns the reader, is a
    // daemon.
    requires java.smartcardio;
}
