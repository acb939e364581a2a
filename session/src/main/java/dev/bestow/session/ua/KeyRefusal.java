package dev.bestow.session.ua;

import dev.bestow.session.key.KeyCache;
import dev.bestow.wire.ua.RefusalCause;

/// What a device is told where there is no key for its request.
///
/// @param retryAfterSeconds when the same request may be sent again; 0 where it need not be
public record KeyRefusal(RefusalCause cause, int retryAfterSeconds) {
    private static final int BUSY_RETRY_SECONDS = 1;
    private static final int UNAVAILABLE_RETRY_SECONDS = 5;

    public static KeyRefusal of(KeyCache.Found.Nothing nothing) {
        return switch (nothing) {
            case KeyCache.Found.NotYet(int retryAfterSeconds) ->
                    new KeyRefusal(RefusalCause.NOT_YET, retryAfterSeconds);
            case KeyCache.Found.NotAvailable _ -> new KeyRefusal(RefusalCause.KEY_NOT_AVAILABLE, 0);
            case KeyCache.Found.NotAuthorised _ ->
                    new KeyRefusal(RefusalCause.AS_NOT_AUTHORISED, 0);
            case KeyCache.Found.RootMismatch _ -> new KeyRefusal(RefusalCause.ROOT_MISMATCH, 0);
            case KeyCache.Found.Unavailable _ ->
                    new KeyRefusal(RefusalCause.KEY_SERVER_UNAVAILABLE, UNAVAILABLE_RETRY_SECONDS);
            case KeyCache.Found.Busy _ -> new KeyRefusal(RefusalCause.BUSY, BUSY_RETRY_SECONDS);
        };
    }
}
