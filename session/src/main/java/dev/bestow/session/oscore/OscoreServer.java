package dev.bestow.session.oscore;

import dev.bestow.core.Entropy;
import dev.bestow.core.Octets;
import dev.bestow.core.Secret;
import dev.bestow.keys.ProtocolKey;
import dev.bestow.keys.UaProtocolId;
import dev.bestow.session.key.CachedKey;
import dev.bestow.session.key.Grant;
import dev.bestow.session.key.GrantCheck;
import dev.bestow.session.key.KeyTrial;
import dev.bestow.session.key.ReplayClaims;
import dev.bestow.session.protocol.SecurityProtocol;
import dev.bestow.session.ua.KeyRefusal;
import dev.bestow.session.ua.UaServer;
import dev.bestow.wire.coap.CoapCodec;
import dev.bestow.wire.coap.CoapMessage;
import dev.bestow.wire.coap.CoapOption;
import dev.bestow.wire.coap.CoapType;
import dev.bestow.wire.coap.ReceivedCoap;
import dev.bestow.wire.coap.UndecodableCoap;
import dev.bestow.wire.ua.RefusalCause;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/// An application server's side of OSCORE: a datagram in, at most one datagram out. Opens no socket; may block in its
/// ports, so the caller gives every datagram a virtual thread. Thread-safe.
///
/// ```
/// device                                              this
///   POST, OSCORE: kid context = key name, RAND_AS --->    fetch the key, derive, verify, claim RAND_AS, deliver
///   <-------------------- 2.04, OSCORE: Partial IV 0      under a nonce of this server's own
///   POST, the same kid context, Partial IV 1 -------->    verify, take the number, deliver
/// ```
///
/// What makes a context is claimed first, and can be claimed once: so a context lives once, in one process, and numbers
/// that begin at zero with it are used once. After a restart, or when it was given up for others, its device is told
/// that it is unknown and makes another one, in one message.
///
/// | datagram | answer |
/// |---|---|
/// | no CoAP message; a response | none; a ping gets its reset |
/// | in clear, or without what a request of ours has | 4.01, 4.02 in clear |
/// | of a key that nobody has, or that verifies under none | 4.01, 4.00 and others in clear ([OscoreRefusal]) |
/// | verifies and is not taken | the same with a tag |
/// | repeated | the response it had, or none while there is none |
///
/// Before it verifies a request is kept nowhere and moves no window, and an answer to it is never longer than itself.
public final class OscoreServer {
    private static final int OPENINGS = 1_024;

    private final ContextTable contexts;
    private final KeyTrial keys;
    private final GrantCheck grants;
    private final ReplayClaims claims;
    private final InnerRequests requests;
    private final OscoreServerEvents events;
    private final AtomicInteger nextMessageId;

    /// Held while a context is claimed and made, so that nobody sees it claimed and not made. By its name.
    private final Object[] openings = Stream.generate(Object::new).limit(OPENINGS).toArray();

    /// @param ports shared with other protections; it replaces no keys
    public OscoreServer(OscorePolicy policy, UaServer.Ports ports, OscoreServerEvents events) {
        this.events = events;
        contexts = new ContextTable(ports.clock(), policy.maxContexts());
        long maxAgeMs = TimeUnit.SECONDS.toMillis(policy.keyCacheSeconds());
        keys = new KeyTrial(ports.keys(), maxAgeMs);
        grants = new GrantCheck(ports.keys(), ports.clock(), maxAgeMs);
        claims = ports.claims();
        requests = new InnerRequests(ports.application());
        Entropy entropy = ports.entropy();
        nextMessageId = new AtomicInteger(entropy.nextInt());
    }

    /// What verified a request that no context was there for.
    private record Opened(SecurityContext context, Secret refusalKey, ReceivedCoap inner)
            implements KeyTrial.Made {
        @Override
        public void close() {
            context.close();
            refusalKey.close();
        }
    }

    /// Handles one datagram. `null` says nothing. An exception of a port passes through; octets cause none.
    ///
    /// @param source whom to hold to account: the IPv4 address, or the first 8 octets of the IPv6 address
    public byte @Nullable [] handle(byte[] datagram, Octets source) {
        return switch (CoapCodec.decode(datagram)) {
            case UndecodableCoap _ -> {
                events.undecodable();
                yield null;
            }
            case CoapMessage message when message.code().isRequest() ->
                    request(message, datagram.length, source);
            case CoapMessage message -> {
                events.undecodable();
                yield message.type() == CoapType.CONFIRMABLE
                        ? CoapCodec.encode(CoapMessage.resetting(message.messageId()))
                        : null;
            }
        };
    }

    private byte @Nullable [] request(CoapMessage message, int octets, Octets source) {
        OscoreRequest request = OscoreRequest.of(message);
        if (request == null) {
            boolean inClear = message.option(CoapOption.OSCORE).isEmpty();
            return refuse(
                    message,
                    octets,
                    inClear ? RefusalCause.FORM_NOT_ALLOWED : RefusalCause.UNRECOGNISED);
        }
        ServerContext context = contexts.find(request.idContext());
        return context == null
                ? first(request, octets, source)
                : inContext(context, request, octets, source);
    }

    private byte @Nullable [] inContext(
            ServerContext context, OscoreRequest request, int octets, Octets source) {
        ReceivedCoap inner = context.open(request);
        if (inner == null) {
            return refuse(request.outer(), octets, RefusalCause.AUTHENTICATION_FAILED);
        }
        if (!grants.stands(context.held(), source)) {
            contexts.end(context);
            return refuse(request.outer(), octets, RefusalCause.SESSION_UNKNOWN);
        }
        return admitted(context, request, inner);
    }

    private byte @Nullable [] first(OscoreRequest request, int octets, Octets source) {
        return switch (keys.of(
                request.idContext().name(),
                source,
                key -> opened(key, request),
                Grant::confidentialityAllowed)) {
            case KeyTrial.Outcome.Missing<Opened>(var why) ->
                    refuse(request.outer(), octets, KeyRefusal.of(why));
            case KeyTrial.Outcome.Refuted<Opened> _ ->
                    refuse(request.outer(), octets, RefusalCause.AUTHENTICATION_FAILED);
            case KeyTrial.Outcome.Verified<Opened>(Opened opened, Grant grant) -> {
                try (Secret _ = opened.refusalKey()) {
                    yield begin(request, opened, grant);
                }
            }
        };
    }

    private static @Nullable Opened opened(CachedKey key, OscoreRequest request) {
        try (Secret master = ProtocolKey.from(key.leaf(), UaProtocolId.OSCORE).octets()) {
            var context =
                    SecurityContext.derive(
                            new SecurityContext.Master(
                                    master, Octets.EMPTY, request.idContext().encode()),
                            SecurityContext.Ids.SERVER);
            ReceivedCoap inner = request.open(context);
            if (inner == null) {
                context.close();
                return null;
            }
            return new Opened(context, OscoreRefusal.key(master), inner);
        }
    }

    /// @param opened its context is taken over, or closed
    private byte @Nullable [] begin(OscoreRequest request, Opened opened, Grant grant) {
        var context = new ServerContext(opened.context(), request.idContext(), grant);
        boolean begun = false;
        try {
            if (!SecurityProtocol.OSCORE.isFor(grant.confidentialityAllowed())) {
                return refuse(request, RefusalCause.CIPHERING_FORBIDDEN, opened);
            }
            ReplayClaims.Outcome outcome = claimed(context, request);
            begun = outcome instanceof ReplayClaims.Outcome.Admitted;
            return switch (outcome) {
                case ReplayClaims.Outcome.Admitted _ -> delivered(context, request, opened);
                case ReplayClaims.Outcome.Repeat(@Nullable Octets response) ->
                        repeated(request, stored(response));
                case ReplayClaims.Outcome.Replayed _ -> claimedBefore(request, opened);
                case ReplayClaims.Outcome.Full _ ->
                        refuse(request, RefusalCause.KEY_EXHAUSTED, opened);
                case ReplayClaims.Outcome.Expired _ ->
                        refuse(request, RefusalCause.KEY_NOT_AVAILABLE, opened);
            };
        } finally {
            if (!begun) {
                context.close();
            }
        }
    }

    private byte @Nullable [] delivered(
            ServerContext context, OscoreRequest request, Opened opened) {
        byte[] datagram = encoded(deliver(context, request, opened.inner()));
        if (datagram != null) {
            claims.storeResponse(
                    context.held().key(), request.idContext().randAs(), Octets.copyOf(datagram));
        }
        return datagram;
    }

    private ReplayClaims.Outcome claimed(ServerContext context, OscoreRequest request) {
        synchronized (openings[Math.floorMod(request.idContext().hashCode(), OPENINGS)]) {
            ReplayClaims.Outcome outcome =
                    claims.claim(
                            context.held().key(),
                            request.idContext().randAs(),
                            request.digest(),
                            context.held().grant().expiry());
            if (outcome instanceof ReplayClaims.Outcome.Admitted) {
                context.admit(request);
                contexts.add(context);
            }
            return outcome;
        }
    }

    /// Another request under the same RAND_AS began it: just now, or in another life of this server.
    private byte @Nullable [] claimedBefore(OscoreRequest request, Opened opened) {
        ServerContext since = contexts.find(request.idContext());
        if (since == null) {
            return refuse(request, RefusalCause.SESSION_UNKNOWN, opened);
        }
        return admitted(since, request, opened.inner());
    }

    private byte @Nullable [] admitted(
            ServerContext context, OscoreRequest request, ReceivedCoap inner) {
        return switch (context.admit(request)) {
            case ServerContext.Admission.Fresh _ -> encoded(deliver(context, request, inner));
            case ServerContext.Admission.Repeated(@Nullable CoapMessage response) ->
                    repeated(request, response);
        };
    }

    private @Nullable CoapMessage deliver(
            ServerContext context, OscoreRequest request, ReceivedCoap inner) {
        CoapMessage response = requests.answer(context, request.outer(), inner, nextMessageId());
        return context.seal(response, request);
    }

    private static byte @Nullable [] encoded(@Nullable CoapMessage message) {
        return message == null ? null : CoapCodec.encode(message);
    }

    private static @Nullable CoapMessage stored(@Nullable Octets response) {
        return response != null
                        && CoapCodec.decode(response.toArray()) instanceof CoapMessage message
                ? message
                : null;
    }

    /// The octets that the first copy was answered with, in a message that answers this one.
    private byte @Nullable [] repeated(OscoreRequest request, @Nullable CoapMessage response) {
        events.repeated(response != null);
        return response == null
                ? null
                : CoapCodec.encode(
                        CoapMessage.responding(
                                request.outer(),
                                nextMessageId(),
                                response.code(),
                                response.options(),
                                response.payload()));
    }

    private byte[] refuse(OscoreRequest request, RefusalCause cause, Opened proven) {
        events.refused(cause, true);
        return CoapCodec.encode(
                new OscoreRefusal(cause, 0, true)
                        .message(request.outer(), nextMessageId(), proven.refusalKey()));
    }

    private byte @Nullable [] refuse(CoapMessage request, int octets, RefusalCause cause) {
        return refuse(request, octets, new KeyRefusal(cause, 0));
    }

    /// To somebody who has proved nothing.
    private byte @Nullable [] refuse(CoapMessage request, int octets, KeyRefusal why) {
        events.refused(why.cause(), false);
        var refusal = new OscoreRefusal(why.cause(), why.retryAfterSeconds(), false);
        byte[] full = CoapCodec.encode(refusal.message(request, nextMessageId(), null));
        if (full.length <= octets) {
            return full;
        }
        byte[] bare = CoapCodec.encode(refusal.message(request, nextMessageId()));
        return bare.length <= octets ? bare : null;
    }

    private int nextMessageId() {
        return nextMessageId.getAndIncrement() & 0xffff;
    }

    /// Contexts held now; for gauges.
    public int contextCount() {
        return contexts.size();
    }
}
