package dev.bestow.scef;

import dev.bestow.core.Clock;
import dev.bestow.keystore.ConfirmOutcome;
import dev.bestow.keystore.Confirmation;
import dev.bestow.keystore.KeyOrder;
import dev.bestow.keystore.KeyRing;
import dev.bestow.keystore.PushedKey;
import dev.bestow.wire.diameter.ResultCode;
import dev.bestow.wire.s6t.KeyPush;
import dev.bestow.wire.s6t.KeyPushAnswer;
import dev.bestow.wire.t6a.KeyConfirm;
import dev.bestow.wire.t6a.KeyConfirmAnswer;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/// Takes in what HSS and MME say about keys: Key-Push on S6t and Key-Confirm on T6a (seed 003 clause
/// 2.2 steps 3 to 5). Both are facts that the key ring merges in any order; an answer means that the
/// fact is durable. Blocks for that long.
public final class ScefKeyIntake {
    private static final Logger LOG = System.getLogger(ScefKeyIntake.class.getName());

    private final ScefConfig config;
    private final KeyRing keys;
    private final Clock clock;

    ScefKeyIntake(ScefConfig config, KeyRing keys, Clock clock) {
        this.config = config;
        this.keys = keys;
        this.clock = clock;
    }

    /// Served to peers with role HSS only: whoever can push a key can make an application server believe it.
    public KeyPushAnswer onKeyPush(KeyPush push) {
        String external = push.externalIdentifier();
        if (external == null) {
            LOG.log(Level.WARNING, "key push of {0} refused: no External-Identifier", push.imsi());
            return new KeyPushAnswer.Refused(ResultCode.MISSING_AVP);
        }
        keys.push(
                new PushedKey(
                        push.imsi(),
                        external,
                        push.rand(),
                        push.ks(),
                        new KeyOrder(push.epoch(), push.issueNumber()),
                        push.visitedPlmn(),
                        push.requestingHost(),
                        push.expiresAt().toEpochMilli(),
                        clock.nowMs(),
                        push.policy().allowedAs(),
                        push.policy().confidentialityAllowed()));
        push.ks().octets().close();
        return new KeyPushAnswer.Accepted();
    }

    /// From the MME that fetched the vector and allocated the GUTI, and from no other.
    public KeyConfirmAnswer onKeyConfirm(String originHost, KeyConfirm confirm) {
        if (!config.mayRouteTo(confirm.guti())) {
            LOG.log(
                    Level.WARNING,
                    "confirmation refused: {0} is in no pool of this SCEF",
                    originHost);
            return new KeyConfirmAnswer.Refused(ResultCode.AUTHORIZATION_REJECTED);
        }
        ConfirmOutcome outcome =
                keys.confirm(
                        new Confirmation(
                                confirm.imsi(),
                                confirm.rand(),
                                confirm.guti(),
                                confirm.eksi(),
                                originHost,
                                confirm.mmeRestartCount(),
                                confirm.serial(),
                                clock.nowMs()));
        return switch (outcome) {
            case CONFIRMED, PARKED -> new KeyConfirmAnswer.Accepted();
            case OUTDATED -> new KeyConfirmAnswer.UnknownKey();
            case FOREIGN_GUTI, FOREIGN_KEY -> {
                LOG.log(Level.WARNING, "confirmation by {0} refused: {1}", originHost, outcome);
                yield new KeyConfirmAnswer.Refused(ResultCode.AUTHORIZATION_REJECTED);
            }
        };
    }
}
