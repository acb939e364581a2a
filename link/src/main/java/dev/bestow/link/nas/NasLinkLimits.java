package dev.bestow.link.nas;

import dev.bestow.core.InvalidValue;

/// What one end of the NAS link may take up. Together they bound its memory.
///
/// @param workers virtual threads that call handlers; links are spread over them
/// @param queuedPerWorker PDUs that may wait for one worker
/// @param maxPduOctets longest NAS PDU that is taken or sent
public record NasLinkLimits(int workers, int queuedPerWorker, int maxPduOctets) {
    /// 64 blocking procedures at once; a burst of 16,384 PDUs; a non-IP packet of the default link MTU,
    /// 1,358 octets, in its NAS messages.
    public static final NasLinkLimits DEFAULT = new NasLinkLimits(64, 256, 2_048);

    public NasLinkLimits {
        requirePositive("workers", workers);
        requirePositive("queuedPerWorker", queuedPerWorker);
        requirePositive("maxPduOctets", maxPduOctets);
    }

    private static void requirePositive(String field, int value) {
        if (value < 1) {
            throw new InvalidValue(field, "needs at least 1");
        }
    }
}
