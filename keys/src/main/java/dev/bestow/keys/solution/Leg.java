package dev.bestow.keys.solution;

import dev.bestow.core.InvalidValue;

/// One step of a key from where it is made to where it protects.
///
/// @param from who holds `what`
/// @param to who gets it
public record Leg(Party from, Party to, Payload what, Carrier carrier, Moment moment) {
    public Leg {
        if (to.isThirdParty() && (what == Payload.VECTOR || what == Payload.ANCHOR_KEY)) {
            throw new InvalidValue("leg", to + " is a third party and gets leaf keys, no " + what);
        }
        if (carrier == Carrier.IN_VECTOR && (from != Party.HSS || to != Party.MME)) {
            throw new InvalidValue(
                    "leg", "a vector goes from HSS to MME, not from " + from + " to " + to);
        }
    }

    static Leg push(Party from, Party to, Payload what, Moment moment) {
        return new Leg(from, to, what, Carrier.PUSH, moment);
    }

    static Leg pull(Party from, Party to, Payload what, Moment moment) {
        return new Leg(from, to, what, Carrier.PULL, moment);
    }
}
