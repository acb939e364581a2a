package dev.bestow.link.nas;

import java.net.InetSocketAddress;

/// One UE as the MME reaches it: the link id it uses, and the address it uses it from. The same link id from another
/// address is another UE, as an S1AP id is of one association only, so nobody takes a UE's downlink by naming its
/// link id.
///
/// @param linkId chosen by the sender
/// @param remote where its frames come from, and ours go
public record NasPath(int linkId, InetSocketAddress remote) {
    /// The link id in hex, as captures show it.
    @Override
    public String toString() {
        return Integer.toHexString(linkId);
    }
}
