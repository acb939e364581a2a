package dev.bestow.ue;

import dev.bestow.core.Reason;
import dev.bestow.core.Timers;
import dev.bestow.session.ua.Plaintext;
import dev.bestow.session.ua.RequestOutcome;
import dev.bestow.session.ua.SessionOutcome;
import dev.bestow.wire.ua.RefusalCause;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/// One datagram to an application server until something comes of it: repeats the same octets with a
/// doubling wait, waits as long as the server asks, and gives up after a bounded number of
/// transmissions. One exchange, one use.
final class UaExchange {
    private static final Logger LOG = System.getLogger(UaExchange.class.getName());

    /// What a received datagram means to the exchange.
    sealed interface Reading {
        /// It is over. `channel` is there when the answer to a first report began one.
        record Done(Plaintext downlink, @Nullable Channel channel) implements Reading {}

        record Refused(RefusalCause cause, int retryAfterSeconds, boolean authenticated)
                implements Reading {}

        /// Not ours, or not genuine.
        record Nothing() implements Reading {}

        /// What an Application Response or its refusal means.
        static Reading of(RequestOutcome outcome) {
            return switch (outcome) {
                case RequestOutcome.Delivered(var downlink, var session) ->
                        new Done(downlink, new Channel.Ua(session));
                case RequestOutcome.RefusedBy(var cause, var retryAfter, var authenticated) ->
                        new Refused(cause, retryAfter, authenticated);
                case RequestOutcome.NotForMe(), RequestOutcome.Invalid _ -> new Nothing();
            };
        }

        /// What a message of a session means.
        static Reading of(SessionOutcome outcome) {
            return switch (outcome) {
                case SessionOutcome.Message(var downlink) -> new Done(downlink, null);
                case SessionOutcome.RefusedBy(var cause, var retryAfter) ->
                        new Refused(cause, retryAfter, false);
                case SessionOutcome.RefreshTaken(),
                        SessionOutcome.Repeated(),
                        SessionOutcome.NotForMe(),
                        SessionOutcome.Invalid _ ->
                        new Nothing();
            };
        }

        /// Of the answer to what wants a key replaced.
        static Reading ofRefresh(SessionOutcome outcome) {
            return switch (outcome) {
                case SessionOutcome.RefreshTaken() -> new Done(Plaintext.of(""), null);
                case SessionOutcome.Message _ -> new Nothing();
                case SessionOutcome other -> of(other);
            };
        }
    }

    /// The longest wait for a key that is not current yet, whatever a refusal says that anybody could have
    /// written: six times what a key server asks for.
    private static final int MAX_NOT_YET_SECONDS = 30;

    private final byte[] datagram;
    private final Function<byte[], Reading> reader;
    private final UeConfig.Limits limits;
    private final Timers timers;
    private final CompletableFuture<Reading> result = new CompletableFuture<>();
    private UaTransport.@Nullable Port port;
    private Timers.@Nullable Timer timer;
    private int transmissions;

    /// @param reader says what a datagram means; it is called one datagram at a time
    UaExchange(
            byte[] datagram,
            Function<byte[], Reading> reader,
            UeConfig.Limits limits,
            Timers timers) {
        this.datagram = datagram;
        this.reader = reader;
        this.limits = limits;
        this.timers = timers;
    }

    /// The whole of it with that server. Blocks; nothing comes of it where there is no port towards it.
    Reading with(AsProvision server, UaTransport transport) {
        try (UaTransport.Port to = transport.open(server.address(), this::received)) {
            return start(to).join();
        } catch (IOException e) {
            LOG.log(Level.WARNING, "no port towards {0}: {1}", server.asId(), Reason.of(e));
            return new Reading.Nothing();
        }
    }

    /// Sends for the first time. The result is [Reading.Nothing] when nobody answered.
    synchronized CompletableFuture<Reading> start(UaTransport.Port on) {
        port = on;
        transmit(limits.answerMs());
        return result;
    }

    private void transmit(long waitMs) {
        if (port == null || result.isDone()) {
            return;
        }
        transmissions++;
        port.send(datagram);
        timer = timers.after(waitMs, () -> expired(2 * waitMs));
    }

    private synchronized void expired(long nextWaitMs) {
        if (transmissions < limits.transmissions()) {
            transmit(nextWaitMs);
        } else {
            end(new Reading.Nothing());
        }
    }

    /// Takes a datagram of the server.
    synchronized void received(byte[] octets) {
        if (result.isDone()) {
            return;
        }
        switch (reader.apply(octets)) {
            case Reading.Done done -> end(done);
            case Reading.Refused refused -> refused(refused);
            case Reading.Nothing _ -> {}
        }
    }

    /// NOT_YET and BUSY ask for a repeat of the same request later; everything else ends it.
    private void refused(Reading.Refused refused) {
        boolean later =
                switch (refused.cause()) {
                    case NOT_YET, BUSY, KEY_SERVER_UNAVAILABLE ->
                            transmissions < limits.transmissions();
                    case UNRECOGNISED,
                            KEY_NOT_AVAILABLE,
                            ROOT_MISMATCH,
                            FORM_NOT_ALLOWED,
                            CIPHERING_FORBIDDEN,
                            CIPHERING_REQUIRED,
                            REPLAYED,
                            SESSION_UNKNOWN,
                            KEY_EXHAUSTED,
                            CERTIFICATE_UNKNOWN,
                            AUTHENTICATION_FAILED,
                            AS_NOT_AUTHORISED ->
                            false;
                };
        if (!later) {
            end(refused);
            return;
        }
        if (timer != null) {
            timer.cancel();
        }
        int askedSeconds = Math.max(1, refused.retryAfterSeconds());
        boolean notYet = refused.cause() == RefusalCause.NOT_YET;
        long waitMs =
                1_000L * (notYet ? Math.min(askedSeconds, MAX_NOT_YET_SECONDS) : askedSeconds);
        timer = timers.after(waitMs, () -> repeat());
    }

    private synchronized void repeat() {
        transmit(limits.answerMs());
    }

    private void end(Reading reading) {
        if (timer != null) {
            timer.cancel();
        }
        result.complete(reading);
    }
}
