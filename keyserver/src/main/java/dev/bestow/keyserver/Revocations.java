package dev.bestow.keyserver;

import dev.bestow.core.AsId;
import dev.bestow.core.Clock;
import dev.bestow.core.KeyName;
import dev.bestow.keys.solution.Solution;
import dev.bestow.keystore.Candidate;
import dev.bestow.keystore.Revocation;
import dev.bestow.keystore.Selection;
import dev.bestow.wire.north.RetrievalAnswer;
import dev.bestow.wire.north.RetrievedKey;
import dev.bestow.wire.north.RevocationAnswer;
import dev.bestow.wire.north.RevocationRequest;

import java.time.Instant;
import java.util.List;

/// What endpoints say about leaves that they want no more. Only of a key that the endpoint would be given: so nothing
/// is kept about names that nobody has, and each fact ends with its key. Of a key that stays with an MME that MME
/// says whether it is one.
final class Revocations {
    private final KeySources sources;
    private final Clock clock;

    Revocations(KeySources sources, Clock clock) {
        this.sources = sources;
        this.clock = clock;
    }

    RevocationAnswer revoke(AsId caller, Solution row, RevocationRequest request) {
        return row.keptByMme() ? atMme(caller, row, request) : inRing(caller, row, request);
    }

    private RevocationAnswer inRing(AsId caller, Solution row, RevocationRequest request) {
        Selection selection =
                sources.keys()
                        .select(
                                row.kind(),
                                new KeyName.ByRand(request.rand().id()),
                                clock.nowMs(),
                                owner ->
                                        owner.rand().equals(request.rand())
                                                && owner.allowedAs().contains(caller));
        return switch (selection) {
            case Selection.Found(List<Candidate> candidates) -> {
                candidates.forEach(candidate -> candidate.key().close());
                yield revoked(caller, request, candidates.getFirst().expiry());
            }
            case Selection.NotYet _,
                    Selection.Withheld _,
                    Selection.Unreadable _,
                    Selection.Unknown _ ->
                    new RevocationAnswer.NotAvailable();
        };
    }

    private RevocationAnswer atMme(AsId caller, Solution row, RevocationRequest request) {
        KeyName.ByGuti name = request.guti();
        if (name == null) {
            return new RevocationAnswer.NotAvailable();
        }
        try (RetrievalAnswer answer = sources.mmes().retrieve(caller, name, row.root())) {
            return switch (answer) {
                case RetrievalAnswer.Keys(List<RetrievedKey> keys)
                        when keys.getFirst().rand().equals(request.rand()) ->
                        revoked(caller, request, keys.getFirst().expiry());
                case RetrievalAnswer.SourceUnavailable(int retryAfterSeconds) ->
                        new RevocationAnswer.SourceUnavailable(retryAfterSeconds);
                case RetrievalAnswer.Keys _,
                        RetrievalAnswer.NotAvailable _,
                        RetrievalAnswer.NotYet _,
                        RetrievalAnswer.NotAuthorised _,
                        RetrievalAnswer.RootMismatch _,
                        RetrievalAnswer.TooMany _ ->
                        new RevocationAnswer.NotAvailable();
            };
        }
    }

    private RevocationAnswer revoked(AsId caller, RevocationRequest request, Instant expiry) {
        sources.endpoints().revoke(new Revocation(caller, request.rand(), expiry.toEpochMilli()));
        return new RevocationAnswer.Revoked();
    }
}
