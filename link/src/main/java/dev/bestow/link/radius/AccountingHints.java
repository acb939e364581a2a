package dev.bestow.link.radius;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/// Is told what gateways say, on the thread that reads the socket: it must not block. What it is told comes from a
/// client with the right secret, once for each message, late or out of order now and then. It is a hint: no gateway
/// proves who a UE is.
public interface AccountingHints {
    /// A session is there.
    void started(AccountingSender sender, AccountedSession session);

    /// A session is still there, with the addresses it has now.
    void interim(AccountingSender sender, AccountedSession session);

    /// A session has ended. Some gateways end and start it where others send an interim.
    void stopped(AccountingSender sender, AccountedSession session);

    /// The gateway has restarted or is about to: the sessions it had so far are gone.
    ///
    /// @param at null when it does not say
    void senderRestarted(AccountingSender sender, @Nullable Instant at);
}
