package dev.bestow.northbound;

import dev.bestow.core.ApplicationIdentity;
import dev.bestow.core.AsId;
import dev.bestow.core.KeyName;
import dev.bestow.core.KeyRoot;
import dev.bestow.core.Octets;
import dev.bestow.keys.solution.Party;
import dev.bestow.keys.solution.Solution;
import dev.bestow.link.http.RetrievalOutcome;
import dev.bestow.session.key.AsKeySource;
import dev.bestow.wire.north.NamedUser;
import dev.bestow.wire.north.RetrievalAnswer;
import dev.bestow.wire.north.RetrievalRequest;
import dev.bestow.wire.north.RetrievedKey;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.function.Function;

/// Keys from the operator's northbound interface.
public final class NorthboundKeySource implements AsKeySource {
    private static final Logger LOG = System.getLogger(NorthboundKeySource.class.getName());

    /// What an operator that gave no answer is taken to say.
    private static final RetrievalAnswer NO_ANSWER = new RetrievalAnswer.SourceUnavailable(5);

    private final AsId asId;
    private final Solution row;
    private final Function<RetrievalRequest, RetrievalOutcome> operator;

    /// @param row whose keys this server gets: of one root and of one kind
    /// @param operator asks it; blocks, and whatever goes wrong is an outcome
    public NorthboundKeySource(
            AsId asId, Solution row, Function<RetrievalRequest, RetrievalOutcome> operator) {
        this.asId = asId;
        this.row = row;
        this.operator = operator;
    }

    @Override
    public RetrievalAnswer fetch(KeyName name, Octets asker) {
        return fetch(new RetrievalRequest(asId, name, row.root()));
    }

    /// An SCEF and an MME know no identities of applications, and would answer as if there were no key.
    @Override
    public RetrievalAnswer fetch(KeyName name, ApplicationIdentity user, Octets asker) {
        return row.keptByMme() || row.heldBy().contains(Party.SCEF)
                ? fetch(name, asker)
                : fetch(
                        new RetrievalRequest(
                                asId, name, row.root(), new NamedUser.ByApplication(user)));
    }

    private RetrievalAnswer fetch(RetrievalRequest request) {
        return switch (operator.apply(request)) {
            case RetrievalOutcome.Answered(RetrievalAnswer answer) -> {
                if (answer instanceof RetrievalAnswer.RootMismatch(KeyRoot asked, KeyRoot held)) {
                    LOG.log(
                            Level.WARNING,
                            "the operator holds keys of root {1}, this server is set to {0}",
                            asked,
                            held);
                }
                yield expected(answer);
            }
            case RetrievalOutcome.Rejected(var problem) -> {
                LOG.log(Level.WARNING, "the operator takes no requests of ours: {0}", problem);
                yield NO_ANSWER;
            }
            case RetrievalOutcome.Failed(String reason) -> {
                LOG.log(Level.WARNING, "no key from the operator: {0}", reason);
                yield NO_ANSWER;
            }
        };
    }

    private RetrievalAnswer expected(RetrievalAnswer answer) {
        if (answer instanceof RetrievalAnswer.Keys(List<RetrievedKey> keys)
                && !keys.stream().allMatch(key -> key.leaf().leafKind() == row.leaf())) {
            answer.close();
            LOG.log(
                    Level.WARNING,
                    "the operator gives a key of another kind than solution {0}, which this server"
                            + " is set to, brings",
                    row);
            return NO_ANSWER;
        }
        return answer;
    }
}
