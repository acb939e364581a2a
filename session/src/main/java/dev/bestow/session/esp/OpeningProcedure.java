package dev.bestow.session.esp;

import dev.bestow.core.Octets;
import dev.bestow.core.Rand;
import dev.bestow.keys.Direction;
import dev.bestow.keys.EspKey;
import dev.bestow.session.key.CachedKey;
import dev.bestow.session.key.Grant;
import dev.bestow.session.key.HeldGrant;
import dev.bestow.session.key.KeyCache;
import dev.bestow.session.key.ReplayClaims;
import dev.bestow.session.ua.Plaintext;
import dev.bestow.wire.ua.RefusalCause;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// What becomes of one opening: find the key, let the ICV decide, check the policy, claim the nonce, begin a session,
/// deliver, answer.
final class OpeningProcedure {
    /// A cached key that does not fit is asked for anew when it is older than this: names are shorter than keys and get
    /// new owners. Not sooner, or strangers could cause a fetch per datagram.
    private static final long REFRESH_AFTER_MS = 1_000;

    private static final long MS_PER_SECOND = 1_000;
    private static final int BUSY_RETRY_SECONDS = 1;
    private static final int UNAVAILABLE_RETRY_SECONDS = 5;
    private static final int MAX_RETRY_SECONDS = 255;
    private static final int BOOT_ID_OCTETS = 16;
    private static final InnerPacket NOTHING = new InnerPacket(InnerPacket.DUMMY, Plaintext.EMPTY);

    private final EspPolicy policy;
    private final EspServer.Ports ports;
    private final EspServerEvents events;
    private final EspSessionTable sessions;
    private final byte[] bootId = new byte[BOOT_ID_OCTETS];
    private final AtomicLong answers = new AtomicLong();

    /// Being delivered; no more than the caller lets in at once.
    private final Set<Claimed> underWay = ConcurrentHashMap.newKeySet();

    OpeningProcedure(
            EspPolicy policy,
            EspServer.Ports ports,
            EspServerEvents events,
            EspSessionTable sessions) {
        this.policy = policy;
        this.ports = ports;
        this.events = events;
        this.sessions = sessions;
        ports.entropy().fill(bootId);
    }

    /// What a claim is about.
    private record Claimed(Rand key, Octets opening) {}

    /// An opening as it came.
    ///
    /// @param message whole, the non-ESP marker included
    record Arrival(SetUp.Opening opening, Octets message, EspPeer from, EspDatagrams out) {
        byte[] datagram() {
            return message.toArray();
        }

        int packetAt() {
            return SetUpCodec.packetAt(opening.keyName());
        }

        int spi() {
            return UdpEncapsulation.spi(datagram(), packetAt());
        }
    }

    /// The key that verified an opening, and what is in that.
    private record Proven(SetUpKeys keys, Grant grant, InnerPacket inner) {}

    /// What key and policy say of an opening, before anything is claimed. Owns the keys.
    ///
    /// @param proven null when no key verified it
    /// @param cause why it is not taken; null when it is
    /// @param ageMs age of the knowledge this rests on, 0 when that is fresh
    private record Judged(
            @Nullable Proven proven,
            @Nullable RefusalCause cause,
            int retryAfterSeconds,
            long ageMs)
            implements AutoCloseable {
        static Judged unproven(RefusalCause cause, int retryAfterSeconds) {
            return new Judged(null, cause, retryAfterSeconds, 0);
        }

        @Override
        public void close() {
            if (proven != null) {
                proven.keys().close();
            }
        }
    }

    void handle(Arrival arrival) {
        try (Judged judged = judge(arrival)) {
            Proven proven = judged.proven();
            if (proven != null) {
                ports.keys().giveBack(arrival.from().source());
            }
            if (judged.cause() != null) {
                refuse(arrival, proven, judged.cause(), judged.retryAfterSeconds());
            } else if (proven != null) {
                claim(arrival, proven);
            }
        }
    }

    private Judged judge(Arrival arrival) {
        Judged judged = judge(arrival, policy.keyCacheSeconds() * MS_PER_SECOND);
        if (judged.cause() != null && judged.ageMs() > REFRESH_AFTER_MS) {
            judged.close();
            return judge(arrival, REFRESH_AFTER_MS);
        }
        return judged;
    }

    private Judged judge(Arrival arrival, long maxAgeMs) {
        Octets source = arrival.from().source();
        try (KeyCache.Found found =
                ports.keys().find(arrival.opening().keyName(), maxAgeMs, source)) {
            return switch (found) {
                case KeyCache.Found.Keys candidates -> judge(arrival, candidates);
                case KeyCache.Found.NotYet(int retryAfterSeconds) ->
                        Judged.unproven(RefusalCause.NOT_YET, retryAfterSeconds);
                case KeyCache.Found.NotAvailable _ ->
                        Judged.unproven(RefusalCause.KEY_NOT_AVAILABLE, 0);
                case KeyCache.Found.NotAuthorised _ ->
                        Judged.unproven(RefusalCause.AS_NOT_AUTHORISED, 0);
                case KeyCache.Found.RootMismatch _ ->
                        Judged.unproven(RefusalCause.ROOT_MISMATCH, 0);
                case KeyCache.Found.Unavailable _ ->
                        Judged.unproven(
                                RefusalCause.KEY_SERVER_UNAVAILABLE, UNAVAILABLE_RETRY_SECONDS);
                case KeyCache.Found.Busy _ ->
                        Judged.unproven(RefusalCause.BUSY, BUSY_RETRY_SECONDS);
            };
        }
    }

    private Judged judge(Arrival arrival, KeyCache.Found.Keys found) {
        Proven proven = proven(arrival, found);
        if (proven == null) {
            return new Judged(null, RefusalCause.AUTHENTICATION_FAILED, 0, found.ageMs());
        }
        boolean encrypted = arrival.opening().profile().encrypted();
        boolean allowed = proven.grant().confidentialityAllowed();
        RefusalCause cause = null;
        if (encrypted && !allowed) {
            cause = RefusalCause.CIPHERING_FORBIDDEN;
        } else if (!encrypted && allowed && policy.encryptionRequired()) {
            cause = RefusalCause.CIPHERING_REQUIRED;
        }
        return new Judged(proven, cause, 0, found.ageMs());
    }

    /// The first of these keys that verifies the opening.
    private static @Nullable Proven proven(Arrival arrival, KeyCache.Found.Keys found) {
        for (CachedKey candidate : found.keys()) {
            SetUpKeys keys = new SetUpKeys(candidate.leaf());
            EspKey key = keys.first(arrival.opening(), arrival.spi());
            EspProfile profile = arrival.opening().profile();
            try (var _ = key.octets();
                    var first = new InboundAssociation(arrival.spi(), profile, key)) {
                if (first.open(arrival.datagram(), arrival.packetAt())
                        instanceof InboundAssociation.Opened.Fresh fresh) {
                    return new Proven(keys, candidate.grant(), fresh.inner());
                }
            }
            keys.close();
        }
        return null;
    }

    private void claim(Arrival arrival, Proven proven) {
        Grant grant = proven.grant();
        Octets head = arrival.opening().head();
        var claimed = new Claimed(grant.rand(), head);
        if (!underWay.add(claimed)) {
            events.repeated(false);
            return;
        }
        try {
            Octets digest = sha256(arrival.datagram());
            switch (ports.claims().claim(grant.rand(), head, digest, grant.expiry())) {
                case ReplayClaims.Outcome.Admitted _ -> deliver(arrival, proven);
                case ReplayClaims.Outcome.Repeat _ -> repeat(arrival, proven);
                case ReplayClaims.Outcome.Replayed _ ->
                        refuse(arrival, proven, RefusalCause.REPLAYED, 0);
                case ReplayClaims.Outcome.Full _ ->
                        refuse(arrival, proven, RefusalCause.KEY_EXHAUSTED, 0);
                case ReplayClaims.Outcome.Expired _ ->
                        refuse(arrival, proven, RefusalCause.KEY_NOT_AVAILABLE, 0);
            }
        } finally {
            underWay.remove(claimed);
        }
    }

    private void deliver(Arrival arrival, Proven proven) {
        Octets nonce = nonce(arrival, proven);
        EspServerSession session =
                sessions.add(
                        proven.grant().rand(),
                        spi -> session(arrival, proven, answer(arrival, spi, nonce)));
        InnerPacket inner = proven.inner();
        InnerPacket said =
                inner.nextHeader() == InnerPacket.DUMMY
                        ? null
                        : ports.application().take(session, inner);
        byte[] datagram = session.seal(SetUpCodec.ANSWER_PACKET_AT, said == null ? NOTHING : said);
        // Null when another session took this one's place meanwhile.
        if (datagram != null) {
            SetUp.Answer answer = answer(arrival, session.inbound().spi(), nonce);
            session.answer(EspServerSession.OPENING, SetUpCodec.withHead(datagram, answer.head()));
        }
    }

    private static SetUp.Answer answer(Arrival arrival, int spi, Octets nonce) {
        return new SetUp.Answer(arrival.opening().profile(), spi, nonce);
    }

    private EspServerSession session(Arrival arrival, Proven proven, SetUp.Answer answer) {
        SetUp.Opening opening = arrival.opening();
        var reply = new SetUpKeys.Reply(answer, SetUpCodec.icv(arrival.datagram()));
        EspKey up = proven.keys().paired(Direction.UPLINK, answer.spi(), opening, reply);
        EspKey down = proven.keys().paired(Direction.DOWNLINK, arrival.spi(), opening, reply);
        try (var _ = up.octets();
                var _ = down.octets()) {
            return new EspServerSession(
                    new EspServerSession.Beginning(
                            new HeldGrant(opening.keyName(), proven.grant()),
                            opening.head(),
                            arrival.from().address()),
                    new OutboundAssociation(arrival.spi(), opening.profile(), down),
                    new InboundAssociation(answer.spi(), opening.profile(), up),
                    arrival.out());
        }
    }

    /// Never the same twice for one opening, even with a generator that is stuck: within one life of the endpoint the
    /// count differs, across two the boot id, and if that is stuck too then the claim made before.
    private Octets nonce(Arrival arrival, Proven proven) {
        byte[] count = ByteBuffer.allocate(Long.BYTES).putLong(answers.getAndIncrement()).array();
        byte[] icv = SetUpCodec.icv(arrival.datagram()).toArray();
        return proven.keys().hedged(ports.entropy(), Direction.DOWNLINK, bootId, count, icv);
    }

    /// The answer goes out again only while the session is there and nothing was received in it: it then serves nobody,
    /// but a device with a stuck generator that forgot its session, which would begin it again under the same keys.
    private void repeat(Arrival arrival, Proven proven) {
        EspServerSession session = sessions.unused(proven.grant().rand(), arrival.opening().head());
        if (session == null) {
            refuse(arrival, proven, RefusalCause.REPLAYED, 0);
        } else {
            events.repeated(session.repeatAnswer(EspServerSession.OPENING));
        }
    }

    private void refuse(
            Arrival arrival, @Nullable Proven proven, RefusalCause cause, int retrySeconds) {
        int retry = Math.clamp(retrySeconds, 0, MAX_RETRY_SECONDS);
        var refusal =
                new SetUp.Refusal(cause, retry, SetUpCodec.echo(arrival.datagram()), Octets.EMPTY);
        if (proven != null) {
            refusal = proven.keys().tagged(arrival.opening(), refusal);
        }
        events.refused(cause, refusal.authenticated());
        arrival.out().send(arrival.from().address(), SetUpCodec.encode(refusal));
    }

    private static Octets sha256(byte[] datagram) {
        try {
            return Octets.copyOf(MessageDigest.getInstance("SHA-256").digest(datagram));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
