package dev.bestow.keys.solution;

import dev.bestow.core.AsId;
import dev.bestow.core.EeseId;
import dev.bestow.core.EmseId;
import dev.bestow.core.EndpointId;
import dev.bestow.core.HseId;
import dev.bestow.core.InvalidValue;
import dev.bestow.core.KeyRoot;
import dev.bestow.core.Rand;
import dev.bestow.keys.AnchorKey;
import dev.bestow.keys.CkIk;
import dev.bestow.keys.E2mIntKey;
import dev.bestow.keys.E2mKeySet;
import dev.bestow.keys.KeyKind;
import dev.bestow.keys.Ks;
import dev.bestow.keys.LeafKind;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

/// One row of the table: who agrees on which key, how it travels, what proves it and how it is named. A node takes part
/// in the legs that begin or end at it, whatever the row is called.
///
/// @param name what operators call it, `--solution`: the study's number, and the endpoint where it is not the usual one
/// @param kind the key a run leaves
/// @param root what that key is derived from
/// @param legs in the order of a key's way; the last one ends at an endpoint
/// @param provenBy each is enough
/// @param naming how a device's messages name the key
public record Solution(
        String name,
        Agreement agreement,
        KeyKind kind,
        KeyRoot root,
        List<Leg> legs,
        Set<Evidence> provenBy,
        Naming naming) {
    public Solution {
        legs = List.copyOf(legs);
        provenBy = Set.copyOf(provenBy);
        if (legs.isEmpty() || !legs.getLast().to().isEndpoint()) {
            throw new InvalidValue("solution " + name, "leads to no endpoint");
        }
    }

    /// The endpoint it serves.
    public Party endpoint() {
        return legs.getLast().to();
    }

    /// The endpoint of that name, of the kind that it serves.
    public EndpointId endpoint(String fqdn) {
        return switch (endpoint()) {
            case EMSE -> new EmseId(fqdn);
            case EESE -> new EeseId(fqdn);
            case HSE -> new HseId(fqdn);
            case AS -> new AsId(fqdn);
            case HSS, MME, SCEF, EMKS -> throw endless();
        };
    }

    /// The derivation of the leaf key that its endpoint gets.
    public LeafKind leaf() {
        return switch (kind) {
            case KS -> LeafKind.KS_AS;
            case E2M_INT_KEY, E2M_KEY_SET ->
                    switch (endpoint()) {
                        case HSE ->
                                kind == KeyKind.E2M_KEY_SET
                                        ? LeafKind.E2M_KEY_SET
                                        : LeafKind.E2M_KEY;
                        case EMSE -> LeafKind.E2M_KEY;
                        case EESE, AS -> LeafKind.E2E_KEY;
                        case HSS, MME, SCEF, EMKS -> throw endless();
                    };
        };
    }

    /// Between whom it protects.
    public Protection protection() {
        return switch (endpoint()) {
            case HSE, EMSE -> Protection.END_TO_MIDDLE;
            case EESE, AS -> Protection.END_TO_END;
            case HSS, MME, SCEF, EMKS -> throw endless();
        };
    }

    private IllegalStateException endless() {
        return new IllegalStateException("solution " + name + " ends at no endpoint");
    }

    /// The same with another endpoint at its end, as solutions 5 (EESE) and 7 (AS) have it; its name says so.
    ///
    /// @throws InvalidValue where no key is derived for that endpoint, or no key server derives it
    public Solution endingAt(Party other) {
        if (!other.isEndpoint()) {
            throw new InvalidValue("endpoint", other + " is none");
        }
        Party end = endpoint();
        if (other == end) {
            return this;
        }
        if (kind == KeyKind.KS) {
            throw new InvalidValue(
                    "endpoint", "of solution %s is an AS and no %s".formatted(name, other));
        }
        if (heldBy().contains(end)) {
            throw new InvalidValue(
                    "endpoint",
                    "of solution %s is an %s, which has the key of the HSS itself; an %s gets leaf keys of a key server"
                            .formatted(name, end, other));
        }
        List<Leg> changed = new ArrayList<>(legs.size());
        for (Leg leg : legs) {
            changed.add(
                    leg.to() == end
                            ? new Leg(leg.from(), other, leg.what(), leg.carrier(), leg.moment())
                            : leg);
        }
        return new Solution(
                name + "-" + other.name().toLowerCase(Locale.ROOT),
                agreement,
                kind,
                root,
                changed,
                provenBy,
                naming);
    }

    /// The key that a run with these keys leaves.
    ///
    /// @throws InvalidValue where it comes of K_ASME
    public AnchorKey anchorKey(CkIk ckIk, Rand rand) {
        return switch (kind) {
            case KS ->
                    switch (root) {
                        case CK_IK -> Ks.from(ckIk);
                        case CK_IK_PUSHED -> Ks.pushed(ckIk);
                        case KASME ->
                                throw new InvalidValue(
                                        "solution " + name, "derives no key of CK and IK");
                    };
            case E2M_INT_KEY -> E2mIntKey.from(ckIk);
            case E2M_KEY_SET -> E2mKeySet.from(ckIk, rand);
        };
    }

    /// Whether the HSS sends the key with each vector, so that the MME learns it.
    public boolean inVector() {
        return legs.stream()
                .anyMatch(leg ->
                        leg.from() == Party.HSS
                                && leg.to() == Party.MME
                                && leg.what() == Payload.ANCHOR_KEY
                                && leg.carrier() == Carrier.IN_VECTOR);
    }

    /// To whom the HSS pushes keys, of each vector or later.
    public Set<Party> pushedTo() {
        return pushedByHss(Payload.ANCHOR_KEY, EnumSet.allOf(Moment.class));
    }

    /// To whom the HSS pushes keys at that moment.
    public Set<Party> pushedTo(Moment moment) {
        return pushedByHss(Payload.ANCHOR_KEY, EnumSet.of(moment));
    }

    /// Who asks the HSS for the key itself.
    public Set<Party> pulledBy() {
        return fromHss(leg -> leg.what() == Payload.ANCHOR_KEY && leg.carrier() == Carrier.PULL);
    }

    /// Who asks the HSS for vectors, to run the AKA itself.
    public Set<Party> runBy() {
        return fromHss(leg -> leg.what() == Payload.VECTOR && leg.carrier() == Carrier.PULL);
    }

    /// Who has the key itself of the HSS: it is pushed there, or asked for.
    public Set<Party> heldBy() {
        Set<Party> all = pushedTo();
        all.addAll(pulledBy());
        return all;
    }

    /// To whom the HSS says at that moment that keys of the MME's vectors are proven.
    public Set<Party> provenTo(Moment moment) {
        return pushedByHss(Payload.PROOF, EnumSet.of(moment));
    }

    private Set<Party> pushedByHss(Payload what, Set<Moment> moments) {
        return fromHss(leg ->
                leg.what() == what
                        && leg.carrier() == Carrier.PUSH
                        && moments.contains(leg.moment()));
    }

    private Set<Party> fromHss(Predicate<Leg> which) {
        Set<Party> to = EnumSet.noneOf(Party.class);
        for (Leg leg : legs) {
            if (leg.from() == Party.HSS && which.test(leg)) {
                to.add(leg.to());
            }
        }
        return to;
    }

    /// Whether the MME keeps the key and gives out what comes of it, so that only a GUTI finds it.
    public boolean keptByMme() {
        return legs.stream()
                .anyMatch(leg -> leg.from() == Party.MME && leg.what() == Payload.LEAF_KEY);
    }

    /// Whether the MME tells the key server which key is in use.
    public boolean confirmedByMme() {
        return provenBy.contains(Evidence.CONFIRMATION);
    }

    /// Whether another key can be asked for: an MME knows which key is in use, so there is one that can authenticate
    /// the UE anew. Where nobody changed the MME, nobody can force a new key.
    public boolean canBeRefreshed() {
        return keptByMme() || confirmedByMme();
    }

    /// Whether the endpoint's word counts: that it completed a handshake under a key it was handed.
    public boolean provenByEndpoint() {
        return provenBy.contains(Evidence.HANDSHAKE);
    }

    /// Everybody it needs beside the device.
    public Set<Party> parties() {
        Set<Party> all = EnumSet.noneOf(Party.class);
        for (Leg leg : legs) {
            all.add(leg.from());
            all.add(leg.to());
        }
        return all;
    }

    @Override
    public String toString() {
        return name;
    }
}
