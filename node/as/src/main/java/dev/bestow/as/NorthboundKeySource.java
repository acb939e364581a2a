package dev.bestow.as;

import dev.bestow.core.AsId;
import dev.bestow.core.KeyName;
import dev.bestow.core.KeyRoot;
import dev.bestow.link.http.RetrievalOutcome;
import dev.bestow.session.key.AsKeySource;
import dev.bestow.wire.north.RetrievalAnswer;
import dev.bestow.wire.north.RetrievalRequest;
import dev.bestow.wire.north.RetrievedKey;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;

/// Keys from the operator's northbound interface.
public final class NorthboundKeySource implements AsKeySource {
    private static final Logger LOG = System.getLogger(NorthboundKeySource.class.getName());

    /// One request to the operator. Blocks; whatever goes wrong is an outcome.
    @FunctionalInterface
    public interface Retriever {
        RetrievalOutcome retrieve(RetrievalRequest request);
    }

    private final AsId asId;
    private final KeyRoot root;
    private final Retriever operator;

    /// @param root the root this server's keys come from; the operator answers with no other
    public NorthboundKeySource(AsId asId, KeyRoot root, Retriever operator) {
        this.asId = asId;
        this.root = root;
        this.operator = operator;
    }

    @Override
    public Fetched fetch(KeyName name) {
        return switch (operator.retrieve(new RetrievalRequest(asId, name, root))) {
            case RetrievalOutcome.Answered(RetrievalAnswer answer) -> translate(answer);
            case RetrievalOutcome.Rejected(var problem) -> {
                LOG.log(Level.WARNING, "the operator takes no requests of ours: {0}", problem);
                yield new Fetched.Unavailable();
            }
            case RetrievalOutcome.Failed(String reason) -> {
                LOG.log(Level.WARNING, "no key from the operator: {0}", reason);
                yield new Fetched.Unavailable();
            }
        };
    }

    private static Fetched translate(RetrievalAnswer answer) {
        return switch (answer) {
            case RetrievalAnswer.Keys(List<RetrievedKey> keys) ->
                    new Fetched.Keys(keys.stream().map(NorthboundKeySource::candidate).toList());
            case RetrievalAnswer.NotYet(int retryAfterSeconds) ->
                    new Fetched.NotYet(retryAfterSeconds);
            case RetrievalAnswer.NotAvailable() -> new Fetched.NotAvailable();
            case RetrievalAnswer.NotAuthorised() -> new Fetched.NotAuthorised();
            case RetrievalAnswer.RootMismatch(KeyRoot asked, KeyRoot held) -> {
                LOG.log(
                        Level.WARNING,
                        "the operator holds keys of root {1}, this server is set to {0}",
                        asked,
                        held);
                yield new Fetched.RootMismatch(asked, held);
            }
            case RetrievalAnswer.TooMany _, RetrievalAnswer.SourceUnavailable _ ->
                    new Fetched.Unavailable();
        };
    }

    private static Candidate candidate(RetrievedKey key) {
        return new Candidate(
                key.ksAs(),
                key.rand(),
                key.expiry(),
                key.externalIdentifier(),
                key.root(),
                key.confidentialityAllowed());
    }
}
