package dev.bestow.ue;

import dev.bestow.aka.E2mAnswer;
import dev.bestow.aka.Usim;
import dev.bestow.core.EndpointId;
import dev.bestow.core.Rand;
import dev.bestow.keys.E2mIntKey;
import dev.bestow.keys.E2mKeySet;
import dev.bestow.keys.LeafKey;
import dev.bestow.keys.solution.KeyIdentifier;
import dev.bestow.session.ua.FullName;
import dev.bestow.ue.run.OwnRunOutcome;

import java.util.function.Function;

/// The key that a device has for a server: of the run and of the deriver that the server's row says.
final class ServerKeys {
    private final UeConfig config;
    private final Usim usim;
    private final AttachProcedure attach;
    private final OwnKey ownKey;

    ServerKeys(UeConfig config, Usim usim, AttachProcedure attach, OwnKey ownKey) {
        this.config = config;
        this.usim = usim;
        this.attach = attach;
        this.ownKey = ownKey;
    }

    /// May block: in the card, and in an AKA run of its own where the row has one.
    KeyForServer of(AsProvision server) {
        return switch (server.row().agreement()) {
            case ACCESS_USIM -> ofCard(server);
            case ACCESS_ME ->
                    inUse(
                            server,
                            registered ->
                                    registered.current().leaf(server.row(), server.asId().fqdn()));
            case OWN_RUN -> ofOwnRun(server);
        };
    }

    private KeyForServer ofOwnRun(AsProvision server) {
        OwnRunOutcome run = ownKey.agreed();
        if (!(run instanceof OwnRunOutcome.Agreed(Rand rand, E2mIntKey key))) {
            return new KeyForServer.None(new ReportOutcome.NoOwnRun(run));
        }
        var name =
                config.keyIdentifier() == KeyIdentifier.HASH
                        ? new FullName.ByRand(rand, key.shortHash())
                        : new FullName.ByRand(rand);
        EndpointId endpoint = server.row().endpoint(server.asId().fqdn());
        return KeyForServer.held(server, name, key.leafFor(endpoint));
    }

    private KeyForServer ofCard(AsProvision server) {
        return switch (CardKeySet.of(usim)) {
            case E2mAnswer.Held(Rand rand, E2mKeySet keySet) -> {
                try (keySet) {
                    Rand inUse = attach.whenRegistered(registered -> registered.current().rand());
                    if (!rand.equals(inUse)) {
                        yield KeyForServer.unusable("is of another run than the one in use");
                    }
                    EndpointId endpoint = server.row().endpoint(server.asId().fqdn());
                    yield inUse(server, _ -> keySet.leafFor(endpoint));
                }
            }
            case E2mAnswer.NoneHeld() ->
                    KeyForServer.unusable("is not there: no run since the card has had power");
            case E2mAnswer.Unusable(String field, String reason) ->
                    new KeyForServer.None(new ReportOutcome.CardUnusable(field, reason));
        };
    }

    private KeyForServer inUse(AsProvision server, Function<AttachState.Registered, LeafKey> leaf) {
        KeyForServer found =
                attach.whenRegistered(registered ->
                        KeyForServer.held(
                                server,
                                registered.name(server, config.keyIdentifier()),
                                leaf.apply(registered)));
        return found == null ? new KeyForServer.None(new ReportOutcome.NotAttached()) : found;
    }
}
