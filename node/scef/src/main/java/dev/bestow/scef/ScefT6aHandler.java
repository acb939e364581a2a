package dev.bestow.scef;

import dev.bestow.core.AsId;
import dev.bestow.core.Clock;
import dev.bestow.core.KeyName;
import dev.bestow.core.KeyRoot;
import dev.bestow.core.LogThrottle;
import dev.bestow.keyserver.KeyNotifications;
import dev.bestow.keyserver.MmeKeys;
import dev.bestow.link.diameter.CallResult;
import dev.bestow.wire.diameter.Result;
import dev.bestow.wire.diameter.ResultCode;
import dev.bestow.wire.diameter.TgppResult;
import dev.bestow.wire.north.RefreshAnswer;
import dev.bestow.wire.north.RetrievalAnswer;
import dev.bestow.wire.north.RetrievedKey;
import dev.bestow.wire.t6a.KeyAnswer;
import dev.bestow.wire.t6a.KeyConfirm;
import dev.bestow.wire.t6a.KeyConfirmAnswer;
import dev.bestow.wire.t6a.KeyRequest;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.function.Function;

/// T6a at the SCEF: what MMEs confirm, and the keys they are asked for (TR 33.863 solution 11 steps 15 and 16). With
/// MMEs of its pools only.
final class ScefT6aHandler implements MmeKeys {
    private static final Logger LOG = System.getLogger(ScefT6aHandler.class.getName());

    /// An MME that was just restarted is back by then.
    private static final int SOURCE_RETRY_SECONDS = 2;

    /// A run takes some round trips over the radio.
    private static final int READY_IN_SECONDS = 5;

    private final KeyNotifications notifications;
    private final Function<KeyRequest, CallResult<KeyAnswer>> mmes;
    private final LogThrottle strangers;
    private volatile ScefConfig config;

    /// @param mmes asks the MME that the GUTI names; blocks until it answers or the deadline is over
    ScefT6aHandler(
            ScefConfig config,
            KeyNotifications notifications,
            Function<KeyRequest, CallResult<KeyAnswer>> mmes,
            Clock clock) {
        this.config = config;
        this.notifications = notifications;
        this.mmes = mmes;
        this.strangers = new LogThrottle(clock);
    }

    /// Believes and asks the MMEs of these pools from now on.
    void reconfigure(ScefConfig changed) {
        config = changed;
    }

    KeyConfirmAnswer onKeyConfirm(String originHost, KeyConfirm confirm) {
        if (config.mayRouteTo(confirm.guti())) {
            return notifications.onKeyConfirm(originHost, confirm);
        }
        notifications.notListenedTo(originHost, confirm, "it is in no pool of this SCEF");
        strangers.happened(times ->
                LOG.log(
                        Level.WARNING,
                        "confirmation of a key of {0} by {1} refused: it is in no pool of this SCEF"
                                + " ({2} since told last)",
                        confirm.imsi(),
                        originHost,
                        Long.toString(times)));
        return new KeyConfirmAnswer.Refused(ResultCode.AUTHORIZATION_REJECTED);
    }

    @Override
    public RetrievalAnswer retrieve(AsId caller, KeyName name, KeyRoot root) {
        return switch (name) {
            case KeyName.ByGuti byGuti -> fromMme(caller, byGuti, root);
            // No RAND says which MME knows it.
            case KeyName.ByRand _ -> new RetrievalAnswer.NotAvailable();
        };
    }

    @Override
    public RefreshAnswer refresh(AsId caller, KeyName.ByGuti name, KeyRoot root) {
        if (isOfNoPool(caller, name)) {
            return new RefreshAnswer.NotAvailable();
        }
        var request = new KeyRequest(name.guti(), name.eksi(), null, caller, root, true);
        return switch (mmes.apply(request)) {
            case CallResult.Answered<KeyAnswer>(KeyAnswer answer) -> {
                try (answer) {
                    yield refreshed(name, answer);
                }
            }
            case CallResult.Failed<KeyAnswer>(String reason) -> {
                LOG.log(Level.WARNING, "{0} does not answer: {1}", name.guti().mmeFqdn(), reason);
                yield new RefreshAnswer.SourceUnavailable(SOURCE_RETRY_SECONDS);
            }
        };
    }

    private static RefreshAnswer refreshed(KeyName.ByGuti name, KeyAnswer answer) {
        return switch (answer) {
            case KeyAnswer.ReauthenticationAccepted() ->
                    new RefreshAnswer.Accepted(READY_IN_SECONDS);
            case KeyAnswer.NotYet(int retryAfterSeconds) ->
                    new RefreshAnswer.TooMany(retryAfterSeconds);
            case KeyAnswer.UnknownName(), KeyAnswer.NotAuthorised(), KeyAnswer.RootMismatch _ ->
                    new RefreshAnswer.NotAvailable();
            case KeyAnswer.Given _, KeyAnswer.NotSupported() -> {
                LOG.log(
                        Level.WARNING,
                        "{0} authenticates nobody anew when asked",
                        name.guti().mmeFqdn());
                yield new RefreshAnswer.NotAvailable();
            }
            case KeyAnswer.Failed(Result result)
                    when result.equals(TgppResult.USER_TEMPORARILY_UNREACHABLE) ->
                    new RefreshAnswer.NotAvailable();
            case KeyAnswer.Failed(Result result) -> {
                LOG.log(
                        Level.WARNING,
                        "T6a CIR Reauthenticate refused by {0}: {1}",
                        name.guti().mmeFqdn(),
                        result);
                yield new RefreshAnswer.SourceUnavailable(SOURCE_RETRY_SECONDS);
            }
        };
    }

    /// A GUTI is what a stranger chose, and says where a request goes.
    private boolean isOfNoPool(AsId caller, KeyName.ByGuti name) {
        if (config.mayRouteTo(name.guti())) {
            return false;
        }
        LOG.log(Level.INFO, "{0} asked for {1}, an MME of no pool of this SCEF", caller, name);
        return true;
    }

    private RetrievalAnswer fromMme(AsId caller, KeyName.ByGuti name, KeyRoot root) {
        if (isOfNoPool(caller, name)) {
            return new RetrievalAnswer.NotAvailable();
        }
        var request =
                new KeyRequest(
                        name.guti(), name.eksi(), null, caller, root, false, config.derives());
        return switch (mmes.apply(request)) {
            case CallResult.Answered<KeyAnswer>(KeyAnswer answer) ->
                    translated(caller, name, root, answer);
            case CallResult.Failed<KeyAnswer>(String reason) -> {
                LOG.log(Level.WARNING, "{0} does not answer: {1}", name.guti().mmeFqdn(), reason);
                yield new RetrievalAnswer.SourceUnavailable(SOURCE_RETRY_SECONDS);
            }
        };
    }

    private static RetrievalAnswer translated(
            AsId caller, KeyName.ByGuti name, KeyRoot root, KeyAnswer answer) {
        return switch (answer) {
            case KeyAnswer.MasterKey key -> translated(caller, name, root, key.of(caller));
            case KeyAnswer.Key key when key.root() != root -> {
                key.close();
                yield new RetrievalAnswer.RootMismatch(root, key.root());
            }
            case KeyAnswer.Key key -> {
                String external = key.externalIdentifier();
                if (external == null) {
                    key.close();
                    LOG.log(Level.WARNING, "{0} has no External-Identifier: no key", key.imsi());
                    yield new RetrievalAnswer.NotAvailable();
                }
                yield new RetrievalAnswer.Keys(
                        List.of(
                                new RetrievedKey(
                                        key.ksAs(),
                                        key.rand(),
                                        name,
                                        root,
                                        key.expiry(),
                                        external,
                                        key.confidentialityAllowed())));
            }
            case KeyAnswer.NotYet(int retryAfterSeconds) ->
                    new RetrievalAnswer.NotYet(retryAfterSeconds);
            case KeyAnswer.UnknownName() -> new RetrievalAnswer.NotAvailable();
            case KeyAnswer.NotAuthorised() -> new RetrievalAnswer.NotAuthorised();
            case KeyAnswer.RootMismatch(KeyRoot theirs) ->
                    new RetrievalAnswer.RootMismatch(root, theirs);
            case KeyAnswer.ReauthenticationAccepted() -> new RetrievalAnswer.NotAvailable();
            case KeyAnswer.NotSupported() -> {
                LOG.log(Level.WARNING, "{0} hands out no keys", name.guti().mmeFqdn());
                yield new RetrievalAnswer.NotAvailable();
            }
            case KeyAnswer.Failed(Result result) -> {
                LOG.log(
                        Level.WARNING,
                        "T6a CIR Key-Request refused by {0}: {1}",
                        name.guti().mmeFqdn(),
                        result);
                yield new RetrievalAnswer.SourceUnavailable(SOURCE_RETRY_SECONDS);
            }
        };
    }
}
