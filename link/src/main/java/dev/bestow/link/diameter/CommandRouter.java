package dev.bestow.link.diameter;

import dev.bestow.core.KeyBearing;
import dev.bestow.wire.diameter.Carriage;
import dev.bestow.wire.diameter.CommandCode;
import dev.bestow.wire.diameter.CommandCodec;
import dev.bestow.wire.diameter.DecodeException;
import dev.bestow.wire.diameter.DiameterMessage;
import dev.bestow.wire.diameter.Origin;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// Requests to the handlers that serve them, as records: checks who asks, decodes, calls, encodes. What a
/// peer got wrong leaves as a [DecodeException], which the node answers. Register all commands first;
/// afterwards it is thread-safe.
public final class CommandRouter implements RequestHandler {
    /// What a node does with one command. May block: each request has its own virtual thread. Keys in the answer
    /// become the router's, which wipes them once they are encoded.
    @FunctionalInterface
    public interface CommandHandler<Q, A> {
        /// @param from who asks; of the role the command is served to
        A handle(Q request, Requester from);
    }

    /// One command a node serves.
    ///
    /// @param role who may ask
    public record Served(CommandCodec<?, ?> codec, PeerRole role) {}

    private record Route<Q, A>(
            CommandCodec<Q, A> codec, PeerRole role, CommandHandler<Q, A> handler) {
        private DiameterMessage serve(DiameterMessage request, Requester from, Origin origin) {
            A answer = handler.handle(codec.decodeRequest(request), from);
            try {
                return codec.encodeAnswer(answer, request, origin);
            } finally {
                if (answer instanceof KeyBearing keys) {
                    keys.close();
                }
            }
        }

        private @Nullable Refusal refusal(Requester from) {
            String command = CommandCode.name(codec.commandCode(), true);
            if (from.role() != role) {
                return new Refusal(
                        Refusal.Kind.ROLE,
                        "%s is for peers with role %s, and %s is configured as %s"
                                .formatted(command, role, from.origin().host(), from.role()));
            }
            if (from.hop().carries(codec.carriage())) {
                return null;
            }
            boolean relayed = from.hop().confidential() && codec.carriage() == Carriage.DIRECT;
            return new Refusal(
                    Refusal.Kind.CONNECTION,
                    relayed
                            ? "%s of %s came through relay %s; connect the two, or set keysThroughRelay at that peer"
                                    .formatted(command, from.origin().host(), from.peer())
                            : "TLS is required to take %s from %s: keys of devices would travel in clear"
                                    .formatted(command, from.peer()));
        }
    }

    private static final int COMMAND_CODE_AT = 5;

    private final Origin origin;
    private final List<Route<?, ?>> routes = new ArrayList<>();

    /// @param origin the name of this node, in every answer
    public CommandRouter(Origin origin) {
        this.origin = origin;
    }

    /// Serves a command to peers of one role. Another role may be served it as well.
    public <Q, A> CommandRouter on(
            CommandCodec<Q, A> codec, PeerRole role, CommandHandler<Q, A> handler) {
        routes.add(new Route<>(codec, role, handler));
        return this;
    }

    /// Every command served here.
    public List<Served> served() {
        return routes.stream().map(route -> new Served(route.codec(), route.role())).toList();
    }

    @Override
    public @Nullable Refusal refusal(DiameterMessage request, Requester from) {
        return route(request, from).refusal(from);
    }

    @Override
    public DiameterMessage handle(DiameterMessage request, Requester from) {
        return route(request, from).serve(request, from, origin);
    }

    private Route<?, ?> route(DiameterMessage request, Requester from) {
        Route<?, ?> ofOthers = null;
        for (Route<?, ?> route : routes) {
            if (route.codec().speaks(request)) {
                if (route.role() == from.role()) {
                    return route;
                }
                ofOthers = route;
            }
        }
        if (ofOthers == null) {
            throw DecodeException.of(
                    DecodeException.Kind.COMMAND,
                    COMMAND_CODE_AT,
                    "command " + request.commandCode());
        }
        return ofOthers;
    }
}
