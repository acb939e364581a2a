package dev.bestow.session.esp;

import dev.bestow.core.Octets;
import dev.bestow.core.Rand;
import dev.bestow.keys.Direction;
import dev.bestow.keys.EspKey;
import dev.bestow.session.key.CachedKey;
import dev.bestow.session.key.Grant;
import dev.bestow.session.key.HeldGrant;
import dev.bestow.session.key.KeyTrial;
import dev.bestow.session.key.ReplayClaims;
import dev.bestow.session.ua.KeyRefusal;
import dev.bestow.session.ua.Plaintext;
import dev.bestow.wire.ua.RefusalCause;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// What becomes of one opening: find the key, let the ICV decide, check the policy, claim the nonce, begin a session,
/// deliver, answer.
final class OpeningProcedure {
    private static final int MAX_RETRY_SECONDS = 255;
    private static final int BOOT_ID_OCTETS = 16;
    private static final InnerPacket NOTHING = new InnerPacket(InnerPacket.DUMMY, Plaintext.EMPTY);

    private final EspPolicy policy;
    private final EspServer.Ports ports;
    private final KeyTrial keys;
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
        this.keys = new KeyTrial(ports.keys(), TimeUnit.SECONDS.toMillis(policy.keyCacheSeconds()));
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
    private record Proven(SetUpKeys keys, Grant grant, InnerPacket inner) implements KeyTrial.Made {
        @Override
        public void close() {
            keys.close();
        }
    }

    void handle(Arrival arrival) {
        switch (keys.of(
                arrival.opening().keyName(),
                arrival.from().source(),
                key -> proven(arrival, key),
                grant -> misfit(arrival, grant) == null)) {
            case KeyTrial.Outcome.Missing<Proven>(var why) -> {
                KeyRefusal refusal = KeyRefusal.of(why);
                refuse(arrival, null, refusal.cause(), refusal.retryAfterSeconds());
            }
            case KeyTrial.Outcome.Refuted<Proven> _ ->
                    refuse(arrival, null, RefusalCause.AUTHENTICATION_FAILED, 0);
            case KeyTrial.Outcome.Verified<Proven>(Proven proven, Grant grant) -> {
                try (proven) {
                    RefusalCause misfit = misfit(arrival, grant);
                    if (misfit == null) {
                        claim(arrival, proven);
                    } else {
                        refuse(arrival, proven, misfit, 0);
                    }
                }
            }
        }
    }

    /// What is wrong with the opening's profile under that grant, or null.
    private @Nullable RefusalCause misfit(Arrival arrival, Grant grant) {
        boolean encrypted = arrival.opening().profile().encrypted();
        boolean allowed = grant.confidentialityAllowed();
        if (encrypted && !allowed) {
            return RefusalCause.CIPHERING_FORBIDDEN;
        }
        return !encrypted && allowed && policy.encryptionRequired()
                ? RefusalCause.CIPHERING_REQUIRED
                : null;
    }

    private static @Nullable Proven proven(Arrival arrival, CachedKey candidate) {
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
                            arrival.from().address(),
                            ports.clock()),
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
