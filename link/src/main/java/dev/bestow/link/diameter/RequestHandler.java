package dev.bestow.link.diameter;

import dev.bestow.wire.diameter.DiameterMessage;

import org.jspecify.annotations.Nullable;

/// The application behind a node: one request in, one answer out.
@FunctionalInterface
public interface RequestHandler {
    /// Answers a request whose application and destination are this node's. Runs on a virtual thread
    /// of its own choosing and may block; many run at once.
    ///
    /// A [dev.bestow.wire.diameter.DecodeException] becomes the answer its kind calls for, COMMAND for a
    /// command not served here; any other exception becomes 5012 and is counted, logged by type only.
    ///
    /// @param from who asks; nothing the request says of that is to be believed
    /// @return the answer, made with `MessageBuilder.answerTo(request)`
    DiameterMessage handle(DiameterMessage request, Requester from);

    /// Why `from` may not ask this, or null. Asked before [#handle].
    default @Nullable Refusal refusal(DiameterMessage request, Requester from) {
        return null;
    }
}
