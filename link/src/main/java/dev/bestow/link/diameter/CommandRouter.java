package dev.bestow.link.diameter;

import dev.bestow.wire.diameter.CommandCodec;
import dev.bestow.wire.diameter.DecodeException;
import dev.bestow.wire.diameter.DiameterMessage;
import dev.bestow.wire.diameter.Envelope;
import dev.bestow.wire.diameter.Origin;

import java.util.ArrayList;
import java.util.List;

/// Requests to the handlers that serve them, as records: decodes, calls, encodes. What a peer got wrong
/// leaves as a [DecodeException], which the node answers. Register all commands first; afterwards it is
/// thread-safe.
public final class CommandRouter implements RequestHandler {
    /// What a node does with one command. May block: each request has its own virtual thread.
    @FunctionalInterface
    public interface CommandHandler<Q, A> {
        /// @param from session, origin and destination of the request
        A handle(Q request, Envelope from);
    }

    private record Route<Q, A>(CommandCodec<Q, A> codec, CommandHandler<Q, A> handler) {
        private DiameterMessage serve(DiameterMessage request, Origin origin) {
            A answer = handler.handle(codec.decodeRequest(request), Envelope.from(request));
            return codec.encodeAnswer(answer, request, origin);
        }
    }

    private static final int COMMAND_CODE_AT = 5;

    private final Origin origin;
    private final List<Route<?, ?>> routes = new ArrayList<>();

    /// @param origin the name of this node, in every answer
    public CommandRouter(Origin origin) {
        this.origin = origin;
    }

    /// Serves a command.
    public <Q, A> CommandRouter on(CommandCodec<Q, A> codec, CommandHandler<Q, A> handler) {
        routes.add(new Route<>(codec, handler));
        return this;
    }

    @Override
    public DiameterMessage handle(DiameterMessage request, String peerHost) {
        for (Route<?, ?> route : routes) {
            if (route.codec().speaks(request)) {
                return route.serve(request, origin);
            }
        }
        throw DecodeException.of(
                DecodeException.Kind.COMMAND, COMMAND_CODE_AT, "command " + request.commandCode());
    }
}
