package dev.bestow.link.nas;

/// What one end of the NAS link did so far. Everything but the first two is loss.
///
/// @param received PDUs queued for a worker
/// @param sent PDUs handed to the socket
/// @param malformed frames without a link id and an octet of NAS
/// @param oversized PDUs beyond [NasLinkLimits#maxPduOctets], in either direction
/// @param overflowed PDUs whose worker had no room for them
/// @param strangers frames of a sender other than the MME, at the fleet's end
/// @param unknownLinks PDUs for a link without handler, at the fleet's end
/// @param handlerFailures PDUs whose handler threw
public record NasLinkCounts(
        long received,
        long sent,
        long malformed,
        long oversized,
        long overflowed,
        long strangers,
        long unknownLinks,
        long handlerFailures) {}
