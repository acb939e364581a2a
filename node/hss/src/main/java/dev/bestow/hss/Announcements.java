package dev.bestow.hss;

import dev.bestow.core.Clock;
import dev.bestow.core.LogThrottle;
import dev.bestow.core.Ports;
import dev.bestow.core.ResourceUnavailable;
import dev.bestow.core.SubscriberTrace;
import dev.bestow.core.Timers;
import dev.bestow.core.subscription.AccessProfile;
import dev.bestow.hss.trace.HssEvent;
import dev.bestow.hss.trace.Said;
import dev.bestow.keystore.LocationStore;
import dev.bestow.keystore.Notice;
import dev.bestow.keystore.ServingMme;
import dev.bestow.keystore.Subscriber;
import dev.bestow.keystore.SubscriberStore;
import dev.bestow.link.diameter.CallResult;
import dev.bestow.link.diameter.CommandCaller;
import dev.bestow.wire.diameter.CommandCodec;
import dev.bestow.wire.diameter.Result;
import dev.bestow.wire.diameter.ResultCode;
import dev.bestow.wire.s6a.CancelLocationAnswer;
import dev.bestow.wire.s6a.CancelLocationRequest;
import dev.bestow.wire.s6a.CancellationType;
import dev.bestow.wire.s6a.InsertSubscriberDataAnswer;
import dev.bestow.wire.s6a.InsertSubscriberDataRequest;
import dev.bestow.wire.s6a.S6aCodec;
import dev.bestow.wire.s6t.KeyErasure;
import dev.bestow.wire.s6t.KeyPushAnswer;
import dev.bestow.wire.s6t.S6tCodec;

import org.jspecify.annotations.Nullable;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Tells other nodes what the store has noted for them: key servers to erase keys, MMEs that they serve a
/// subscriber no longer or that a subscription has changed. Each is told what holds when it is told, again and
/// again until it has answered; notices are durable, so a restart of either end changes nothing. One pass at a
/// time, on a thread of its own.
final class Announcements implements AutoCloseable {
    private static final Logger LOG = System.getLogger(Announcements.class.getName());
    private static final long DEADLINE_MS = 5_000;

    /// Between two passes over notices that nobody has answered.
    private static final long RETRY_MS = 5_000;

    private static final int PAGE = 256;

    private final CommandCaller caller;
    private final S6aCodec s6a;
    private final S6tCodec s6t;
    private final SubscriberStore subscribers;
    private final LocationStore locations;
    private final SubscriberTrace<HssEvent> trace;
    private final Supplier<HssConfig> config;
    private final Clock clock;
    private final Timers timers;
    private final LogThrottle unanswered;
    private final LogThrottle refused;
    private final LogThrottle unforeseen;
    private Timers.@Nullable Timer next;
    private boolean passing;
    private boolean again;
    private boolean closed;

    /// How others are told.
    record Told(CommandCaller caller, S6aCodec s6a, S6tCodec s6t) {}

    Announcements(Told told, HssStores stores, Supplier<HssConfig> config, Ports ports) {
        this.caller = told.caller();
        this.s6a = told.s6a();
        this.s6t = told.s6t();
        this.subscribers = stores.subscribers();
        this.locations = stores.locations();
        this.trace = stores.trace();
        this.config = config;
        this.clock = ports.clock();
        this.timers = ports.timers();
        this.unanswered = new LogThrottle(clock);
        this.refused = new LogThrottle(clock);
        this.unforeseen = new LogThrottle(clock);
    }

    /// There may be something to tell. Returns at once.
    synchronized void nudge() {
        if (closed) {
            return;
        }
        if (passing) {
            again = true;
            return;
        }
        passing = true;
        if (next != null) {
            next.cancel();
            next = null;
        }
        Thread.ofVirtual().name("hss-announcements").start(this::pass);
    }

    private void pass() {
        try {
            Notice last = null;
            List<Notice> page = locations.notices(null, PAGE);
            while (!page.isEmpty() && !isClosed()) {
                for (Notice notice : page) {
                    if (attempted(notice)) {
                        locations.delivered(notice);
                    }
                    last = notice;
                }
                page = locations.notices(last, PAGE);
            }
        } catch (ResourceUnavailable e) {
            unanswered.happened(times ->
                    LOG.log(
                            Level.WARNING,
                            "what others have to be told waits: {0} ({1} since told last)",
                            e.getMessage(),
                            Long.toString(times)));
        } finally {
            passed();
        }
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    private synchronized void passed() {
        passing = false;
        if (closed) {
            return;
        }
        if (again) {
            again = false;
            nudge();
        } else {
            next = timers.after(RETRY_MS, this::nudge);
        }
    }

    /// As [#told], where a notice that cannot be told, for whatever is wrong with its subscriber's row, keeps no
    /// other one waiting.
    private boolean attempted(Notice notice) {
        try {
            return told(notice);
        } catch (ResourceUnavailable e) {
            throw e;
        } catch (RuntimeException e) {
            unforeseen.happened(times ->
                    LOG.log(
                            Level.ERROR,
                            "%s cannot be told %s about %s (%d since told last)"
                                    .formatted(notice.host(), notice.kind(), notice.imsi(), times),
                            e));
            return false;
        }
    }

    /// Whether the notice has done its work.
    private boolean told(Notice notice) {
        return switch (notice.kind()) {
            case ERASE_KEYS -> erased(notice);
            case CANCEL_LOCATION -> cancelled(notice, subscribers.find(notice.imsi()).isPresent());
            case INSERT_SUBSCRIBER_DATA ->
                    subscribers
                            .find(notice.imsi())
                            .map(subscriber -> inserted(notice, subscriber))
                            .orElse(true);
        };
    }

    /// The receiver remembers the floor for twice the longest life of a key: longer than any push can be under way.
    private boolean erased(Notice notice) {
        var erasure =
                new KeyErasure(
                        notice.imsi(),
                        subscribers.epochFloor(notice.imsi()),
                        clock.now().plusSeconds(2 * config.get().longestLifetimeSeconds()));
        return answered(notice, s6t.reportingInformation(), erasure, Announcements::result);
    }

    private static Result result(KeyPushAnswer answer) {
        return switch (answer) {
            case KeyPushAnswer.Accepted() -> Result.SUCCESS;
            // A key server that takes no erasures has taken no keys of this kind either.
            case KeyPushAnswer.NotSupported() -> Result.of(ResultCode.COMMAND_UNSUPPORTED);
            case KeyPushAnswer.Refused(Result result) -> result;
        };
    }

    private boolean cancelled(Notice notice, boolean subscribed) {
        boolean moved =
                subscribed
                        && locations
                                .serving(notice.imsi())
                                .filter(mme -> !mme.host().equals(notice.host()))
                                .isPresent();
        CancellationType type =
                moved
                        ? CancellationType.MME_UPDATE_PROCEDURE
                        : CancellationType.SUBSCRIPTION_WITHDRAWAL;
        var request = new CancelLocationRequest(notice.imsi(), type, false);
        return answered(
                notice,
                s6a.cancelLocation(),
                request,
                answer ->
                        switch (answer) {
                            case CancelLocationAnswer.Success() -> Result.SUCCESS;
                            case CancelLocationAnswer.Failed(int code) -> Result.of(code);
                        });
    }

    private boolean inserted(Notice notice, Subscriber subscriber) {
        Optional<ServingMme> serving =
                locations
                        .serving(notice.imsi())
                        .filter(mme -> mme.host().equals(notice.host()) && !mme.purged());
        if (serving.isEmpty()) {
            return true;
        }
        Optional<AccessProfile> access = config.get().access(subscriber);
        if (access.isEmpty()) {
            // Told when the configuration has its profile again.
            return false;
        }
        ServingMme mme = serving.get();
        boolean keyPolicy =
                mme.hasKeyPolicy() && config.get().mayHaveKeyPolicy(notice.imsi(), mme.visited());
        var request =
                new InsertSubscriberDataRequest(
                        notice.imsi(),
                        config.get()
                                .subscription(subscriber, access.get(), mme.visited(), keyPolicy));
        return answered(
                notice,
                s6a.insertSubscriberData(),
                request,
                answer ->
                        switch (answer) {
                            case InsertSubscriberDataAnswer.Success() -> Result.SUCCESS;
                            // It serves the subscriber no more, and has nothing to change.
                            case InsertSubscriberDataAnswer.UserUnknown() -> Result.SUCCESS;
                            case InsertSubscriberDataAnswer.Failed(Result result) -> result;
                        });
    }

    /// How to read the result of an answer.
    @FunctionalInterface
    private interface ResultOf<A> {
        Result of(A answer);
    }

    private <Q, A> boolean answered(
            Notice notice, CommandCodec<? super Q, A> codec, Q request, ResultOf<A> resultOf) {
        var to = new CommandCaller.To(notice.host(), notice.realm(), DEADLINE_MS);
        return switch (caller.call(codec, request, to).join()) {
            case CallResult.Answered<A>(A answer) -> done(notice, resultOf.of(answer));
            case CallResult.Failed<A>(String reason) -> {
                trace(notice, new Said.Nothing(reason, true));
                unanswered.happened(times ->
                        LOG.log(
                                Level.WARNING,
                                "{0} has not been told about {1} yet ({2}): {3} ({4} since told"
                                        + " last)",
                                notice.host(),
                                notice.imsi(),
                                notice.kind(),
                                reason,
                                Long.toString(times)));
                yield false;
            }
        };
    }

    /// An answer that says it did not reach the node, or not now, is none.
    private boolean done(Notice notice, Result result) {
        trace(notice, Said.of(result));
        if (result.isSuccess()) {
            return true;
        }
        refused.happened(times ->
                LOG.log(
                        Level.WARNING,
                        "{0} refused {1} about {2}: {3} ({4} since told last)",
                        notice.host(),
                        notice.kind(),
                        notice.imsi(),
                        result,
                        Long.toString(times)));
        boolean later =
                result.vendorId() == 0
                        && (result.code() == ResultCode.UNABLE_TO_DELIVER
                                || result.code() == ResultCode.TOO_BUSY
                                || result.code() == ResultCode.UNABLE_TO_COMPLY
                                || result.code() == ResultCode.NO_COMMON_SECURITY);
        return !later;
    }

    private void trace(Notice notice, Said said) {
        trace.note(notice.imsi(), new HssEvent.Announced(notice.kind(), notice.host(), said));
    }

    /// No pass begins any more; one under way ends by itself.
    @Override
    public synchronized void close() {
        closed = true;
        if (next != null) {
            next.cancel();
            next = null;
        }
    }
}
