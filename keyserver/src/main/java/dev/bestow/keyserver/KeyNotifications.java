package dev.bestow.keyserver;

import dev.bestow.core.Clock;
import dev.bestow.core.LogThrottle;
import dev.bestow.core.RandId;
import dev.bestow.core.Timers;
import dev.bestow.keys.AnchorKey;
import dev.bestow.keys.E2mIntKey;
import dev.bestow.keys.KeyKind;
import dev.bestow.keys.solution.KeyIdentifier;
import dev.bestow.keyserver.trace.KeyServerEvent;
import dev.bestow.keyserver.trace.TracedKeyRing;
import dev.bestow.keystore.Confirmation;
import dev.bestow.keystore.Erasure;
import dev.bestow.keystore.KeyOrder;
import dev.bestow.keystore.LocationProof;
import dev.bestow.keystore.ProofOutcome;
import dev.bestow.keystore.PushOutcome;
import dev.bestow.keystore.PushedKey;
import dev.bestow.wire.diameter.ResultCode;
import dev.bestow.wire.s6a.AccessSecurity;
import dev.bestow.wire.s6t.KeyErasure;
import dev.bestow.wire.s6t.KeyLocationProof;
import dev.bestow.wire.s6t.KeyNotification;
import dev.bestow.wire.s6t.KeyPull;
import dev.bestow.wire.s6t.KeyPullAnswer;
import dev.bestow.wire.s6t.KeyPush;
import dev.bestow.wire.s6t.KeyPushAnswer;
import dev.bestow.wire.t6a.KeyConfirm;
import dev.bestow.wire.t6a.KeyConfirmAnswer;

import org.jspecify.annotations.Nullable;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/// Takes in what HSS and MME say about keys: Key-Push on S6t and Key-Confirm on T6a (TR 33.863
/// solution 12 steps 3 to 5), or Location-Proof on S6t where no MME confirms. All are facts that the key ring merges
/// in any order; an answer means that the fact is durable. Blocks for that long. Keys of other kinds than the
/// configured ones are refused. A key that was confirmed and never came is asked for until closed.
public final class KeyNotifications implements AutoCloseable {
    private static final Logger LOG = System.getLogger(KeyNotifications.class.getName());

    private static final String TOO_LONG_A_LIFE =
            "it lives longer than keys are kept here; give this node the policy.keyLifetimeSeconds"
                    + " of the HSS";

    /// What is told to the log, each kind for itself.
    private enum Notice {
        OTHER_KIND,
        NO_IDENTIFIER,
        LIVES_TOO_LONG,
        TOO_MANY_PUSHES,
        OUTDATED_PUSH,
        NOT_ITS_KEY,
        OUTDATED_CONFIRMATION
    }

    private final KeyServerConfig config;
    private final TracedKeyRing keys;
    private final KeyPuller hss;
    private final MissingKeys missing;
    private final Clock clock;
    private final Map<Notice, LogThrottle> notices = new EnumMap<>(Notice.class);

    public KeyNotifications(
            KeyServerConfig config, TracedKeyRing keys, KeyPuller hss, Clock clock, Timers timers) {
        this.config = config;
        this.keys = keys;
        this.hss = hss;
        this.clock = clock;
        missing = new MissingKeys(this::isStillMissing, timers, clock);
        for (Notice notice : Notice.values()) {
            notices.put(notice, new LogThrottle(clock));
        }
    }

    /// Served to peers with role HSS only: whoever can push a key can make an endpoint believe it.
    public KeyPushAnswer onNotification(KeyNotification notification) {
        return switch (notification) {
            case KeyPush push -> onKeyPush(push);
            case KeyErasure erasure -> onKeyErasure(erasure);
            case KeyLocationProof proof -> onLocationProof(proof);
        };
    }

    KeyPushAnswer onKeyPush(KeyPush push) {
        try (var _ = push.key()) {
            return keep(push);
        }
    }

    private KeyPushAnswer keep(KeyPush push) {
        String about = "key push of " + push.imsi() + " refused: ";
        if (!config.kinds().contains(push.key().kind())) {
            tell(
                    Notice.OTHER_KIND,
                    about + "a key server of this kind takes no " + push.key().kind());
            traceRefusal(push, "a key server of this kind takes none of its kind");
            return new KeyPushAnswer.Refused(ResultCode.INVALID_AVP_VALUE);
        }
        String external = push.externalIdentifier();
        if (external == null) {
            tell(Notice.NO_IDENTIFIER, about + "no External-Identifier");
            traceRefusal(push, "it has no External-Identifier");
            return new KeyPushAnswer.Refused(ResultCode.MISSING_AVP);
        }
        Instant now = clock.now();
        if (push.expiry().isAfter(now.plusMillis(config.limits().latestExpiryMs()))) {
            tell(
                    Notice.LIVES_TOO_LONG,
                    about
                            + "Key-Expiry "
                            + push.expiry()
                            + " is further off than keys are kept here; give this node the"
                            + " policy.keyLifetimeSeconds of the HSS");
            traceRefusal(push, TOO_LONG_A_LIFE);
            return new KeyPushAnswer.Refused(ResultCode.INVALID_AVP_VALUE);
        }
        PushOutcome outcome = keys.push(pushed(push, external, now));
        return switch (outcome) {
            case PENDING, PROVEN -> new KeyPushAnswer.Accepted();
            case OUTDATED -> {
                tell(Notice.OUTDATED_PUSH, about + "newer keys or a withdrawal came before it");
                yield new KeyPushAnswer.Refused(ResultCode.UNABLE_TO_COMPLY);
            }
            case TOO_MANY -> {
                tell(
                        Notice.TOO_MANY_PUSHES,
                        about
                                + "as many attaches through "
                                + push.requestingHost()
                                + " as may be are under way in this subscriber's name");
                yield new KeyPushAnswer.Refused(ResultCode.RESOURCES_EXCEEDED);
            }
        };
    }

    private @Nullable RandId shortHash(AnchorKey key) {
        return config.keyIdentifier() == KeyIdentifier.HASH && key instanceof E2mIntKey e2mIntKey
                ? e2mIntKey.shortHash()
                : null;
    }

    private PushedKey pushed(KeyPush push, String external, Instant now) {
        return new PushedKey(
                push.imsi(),
                external,
                push.applicationIdentities(),
                push.rand(),
                shortHash(push.key()),
                push.key(),
                new KeyOrder(push.epoch(), push.issueNumber()),
                push.visitedPlmn(),
                push.requestingHost(),
                push.confirms(),
                push.expiry(),
                now.toEpochMilli(),
                push.policy().allowedAs(),
                push.policy().confidentialityAllowed());
    }

    private void traceRefusal(KeyPush push, String why) {
        keys.trace()
                .subscribers()
                .note(
                        push.imsi(),
                        new KeyServerEvent.PushRefused(push.rand().id(), push.key().kind(), why));
    }

    /// Served to peers with role HSS only. The answer leaves when the keys are gone, durably.
    KeyPushAnswer onKeyErasure(KeyErasure erasure) {
        keys.erase(
                new Erasure(
                        erasure.imsi(), erasure.epochFloor(), erasure.keptUntil().toEpochMilli()));
        LOG.log(
                Level.INFO,
                "keys of {0} before epoch {1} erased: its HSS withdrew them",
                erasure.imsi(),
                Long.toString(erasure.epochFloor()));
        return new KeyPushAnswer.Accepted();
    }

    /// Served to peers with role HSS only. One that comes again, late or before its keys is as good as any, and one
    /// that proves nothing any more does no harm: all are accepted.
    KeyPushAnswer onLocationProof(KeyLocationProof proof) {
        var _ =
                keys.prove(
                        new LocationProof(
                                proof.imsi(),
                                proof.kind(),
                                proof.epoch(),
                                proof.host(),
                                proof.issueBound(),
                                clock.nowMs()));
        AccessSecurity accessSecurity = proof.accessSecurity();
        if (accessSecurity != null) {
            keys.trace()
                    .subscribers()
                    .noteIfKnown(
                            proof.imsi(),
                            new KeyServerEvent.AccessReported(proof.host(), accessSecurity));
        }
        return new KeyPushAnswer.Accepted();
    }

    /// An MME confirms a key, and its node does not listen to it.
    public void notListenedTo(String originHost, KeyConfirm confirm, String why) {
        keys.trace()
                .subscribers()
                .noteIfKnown(
                        confirm.imsi(),
                        new KeyServerEvent.ConfirmationRefused(
                                originHost, confirm.rand().id(), why));
    }

    /// From the MME that fetched the vector and allocated the GUTI, and from no other. Whether a node listens to that
    /// MME at all, it decides before.
    public KeyConfirmAnswer onKeyConfirm(String originHost, KeyConfirm confirm) {
        String about = "confirmation of a key of " + confirm.imsi() + " by " + originHost + " ";
        var confirmation =
                new Confirmation(
                        confirm.imsi(),
                        confirm.rand(),
                        confirm.guti(),
                        confirm.eksi(),
                        originHost,
                        confirm.mmeRestartCount(),
                        confirm.serial(),
                        clock.nowMs());
        return switch (keys.prove(confirmation)) {
            case PROVEN -> new KeyConfirmAnswer.Accepted();
            case UNMATCHED -> {
                missing.missing(confirmation);
                yield new KeyConfirmAnswer.Accepted();
            }
            case OUTDATED, NOT_HANDED_OUT, AWAITS_CONFIRMATION -> {
                tell(Notice.OUTDATED_CONFIRMATION, about + "is outdated: newer ones came before");
                yield new KeyConfirmAnswer.UnknownKey();
            }
            case FOREIGN_GUTI -> {
                tell(Notice.NOT_ITS_KEY, about + "refused: the GUTI is another MME's");
                yield new KeyConfirmAnswer.Refused(ResultCode.AUTHORIZATION_REJECTED);
            }
            case FOREIGN_KEY -> {
                tell(Notice.NOT_ITS_KEY, about + "refused: another MME asked for its vector");
                yield new KeyConfirmAnswer.Refused(ResultCode.AUTHORIZATION_REJECTED);
            }
        };
    }

    /// Asks the HSS for the key of a run that succeeded, unless it has come meanwhile.
    private boolean isStillMissing(Confirmation confirmation) {
        if (keys.prove(confirmation) != ProofOutcome.UNMATCHED) {
            return false;
        }
        var pull = new KeyPull(confirmation.imsi(), KeyKind.KS, confirmation.rand().id());
        return pull(pull) != PullOutcome.KEPT;
    }

    /// Asks the HSS for a key, and takes it in as if it were pushed. Blocks.
    public PullOutcome pull(KeyPull pull) {
        KeyPullAnswer answer = hss.pull(pull);
        KeyPush pulled = answer == null ? null : answer.pushed();
        keys.trace()
                .subscribers()
                .noteIfKnown(
                        pull.imsi(),
                        new KeyServerEvent.Pulled(pull.randId(), pull.kind(), pulled != null));
        if (answer == null) {
            return PullOutcome.UNANSWERED;
        }
        return pulled != null && onKeyPush(pulled) instanceof KeyPushAnswer.Accepted
                ? PullOutcome.KEPT
                : PullOutcome.NONE;
    }

    @Override
    public void close() {
        missing.close();
    }

    private void tell(Notice notice, String text) {
        Objects.requireNonNull(notices.get(notice))
                .happened(times ->
                        LOG.log(
                                Level.WARNING,
                                "{0} ({1} since told last)",
                                text,
                                Long.toString(times)));
    }
}
