package dev.bestow.keyserver;

import dev.bestow.core.AsId;
import dev.bestow.core.Clock;
import dev.bestow.core.KeyName;
import dev.bestow.core.LogThrottle;
import dev.bestow.wire.north.RefreshAnswer;
import dev.bestow.wire.north.RetrievalAnswer;
import dev.bestow.wire.north.RetrievedKey;

import org.jspecify.annotations.Nullable;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Who got which key, and who got none and why; never a key. To read along: what left is in the audit log of the
/// node, durably and completely. A line at INFO for each hand-out: an application server keeps a key for minutes, so
/// there are few. Refusals are strangers' to cause: one line at once for each kind, then one in ten seconds.
final class RetrievalLog {
    private static final Logger LOG = System.getLogger(KeyRetrieval.HAND_OUTS);

    private final Clock clock;
    private final Map<String, LogThrottle> refusals = new ConcurrentHashMap<>();

    RetrievalLog(Clock clock) {
        this.clock = clock;
    }

    void answered(AsId caller, KeyName name, Retrieval retrieval) {
        Retrieval.Withheld withheld = retrieval.withheld();
        if (withheld != null) {
            refused(caller, name, withheld.reason());
            return;
        }
        switch (retrieval.answer()) {
            case RetrievalAnswer.Keys keys -> {
                for (RetrievedKey key : keys.keys()) {
                    LOG.log(
                            Level.INFO,
                            "{0} got its key of {1}, by {2}",
                            caller,
                            key.subject().name(),
                            name);
                }
            }
            case RetrievalAnswer.NotAvailable() -> refused(caller, name, "there is none");
            case RetrievalAnswer.NotYet _ -> refused(caller, name, "it is not current yet");
            case RetrievalAnswer.NotAuthorised() -> unknown(caller);
            case RetrievalAnswer.RootMismatch(var asked, var held) ->
                    refused(caller, name, "it wants root " + asked + ", here it is " + held);
            case RetrievalAnswer.TooMany _ -> refused(caller, name, "it asks too often");
            case RetrievalAnswer.SourceUnavailable _ ->
                    refused(caller, name, "the MME did not give it");
        }
    }

    void refreshed(AsId caller, KeyName name, RefreshAnswer answer) {
        switch (answer) {
            case RefreshAnswer.Accepted _ ->
                    LOG.log(
                            Level.INFO,
                            "{0} has the key replaced that is called {1}",
                            caller,
                            name);
            case RefreshAnswer.NotAvailable() ->
                    refused(caller, name, "none that can be replaced is there for it");
            case RefreshAnswer.NotAuthorised() -> unknown(caller);
            case RefreshAnswer.TooMany _ ->
                    refused(caller, name, "it wants another one too soon after the last");
            case RefreshAnswer.SourceUnavailable _ ->
                    refused(caller, name, "the MME did not replace it");
        }
    }

    /// The operator serves nobody of this name.
    void unknown(AsId caller) {
        refused(caller, null, "the policy of this key server does not name it");
    }

    /// The operator has shut it out.
    void shutOut(AsId caller) {
        refused(caller, null, Retrieval.Withheld.SHUT_OUT.reason());
    }

    private void refused(AsId caller, @Nullable KeyName name, String why) {
        refusals.computeIfAbsent(why, _ -> new LogThrottle(clock))
                .happened(times ->
                        LOG.log(
                                Level.INFO,
                                "{0} got no key{1}: {2} ({3} since told last)",
                                caller,
                                name == null ? "" : " by " + name,
                                why,
                                Long.toString(times)));
    }
}
