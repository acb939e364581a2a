package dev.bestow.hss;

import dev.bestow.core.AsId;
import dev.bestow.core.Imsi;
import dev.bestow.core.PlmnId;
import dev.bestow.core.subscription.AccessProfile;
import dev.bestow.keys.solution.Party;
import dev.bestow.keys.solution.Solution;
import dev.bestow.keys.solution.SolutionPlan;
import dev.bestow.keystore.Subscriber;
import dev.bestow.wire.s6a.SecurityPolicy;
import dev.bestow.wire.s6a.SubscriptionData;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// How one HSS behaves.
///
/// @param plan which row of the solutions table serves which endpoint
/// @param keyServers Diameter identities of those that Key-Push goes to; each that a row of the plan pushes to is there
/// @param servedNetworks realm of an MME -> the networks it may speak for; an AIR for any other
///     Visited-PLMN-Id is refused
/// @param ksInVectorFor networks whose MMEs get a Ks with each vector, where a row has it so: a
///     visited MME learns the master key of its guests' application keys, and who may have one
/// @param connections at which PDN connections keys are pushed, where a row pushes them then
/// @param keyLifetimeSeconds from the AKA run to the expiry of everything derived from it, where a profile says nothing
/// @param maxVectors most vectors one AIR gets; 1 unless an operator has reason for more
/// @param pushWaitMs how long an AIA waits for the answer to Key-Push before it goes anyway
/// @param confidentialityForbidden serving networks in which nothing may be ciphered
/// @param accessProfiles what the network may give subscribers
public record HssConfig(
        SolutionPlan plan,
        Map<Party, String> keyServers,
        Map<String, Set<PlmnId>> servedNetworks,
        Set<PlmnId> ksInVectorFor,
        PdnConnections connections,
        long keyLifetimeSeconds,
        int maxVectors,
        long pushWaitMs,
        Set<PlmnId> confidentialityForbidden,
        AccessProfiles accessProfiles) {
    /// A day: long enough for a meter that reports hourly to need no extra AKA run.
    public static final long DEFAULT_KEY_LIFETIME_SECONDS = 86_400;

    public static final long DEFAULT_PUSH_WAIT_MS = 200;

    public HssConfig {
        keyServers = Map.copyOf(keyServers);
        servedNetworks = Map.copyOf(servedNetworks);
        ksInVectorFor = Set.copyOf(ksInVectorFor);
        confidentialityForbidden = Set.copyOf(confidentialityForbidden);
    }

    /// The rows that serve a subscriber and protect as its profile wants.
    Set<Solution> rows(Subscriber subscriber) {
        ProfilePolicy wanted = accessProfiles.policy(subscriber);
        return plan.serving(subscriber.allowedAs()).stream()
                .filter(wanted::wants)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /// Who may have keys of a subscriber: whom its row lists, without those whose protection its profile does not
    /// want. MMEs and key servers hear of no others, so this is the one place where that is decided.
    private List<AsId> allowedAs(Subscriber subscriber) {
        ProfilePolicy wanted = accessProfiles.policy(subscriber);
        return plan.isEmpty()
                ? subscriber.allowedAs()
                : subscriber.allowedAs().stream()
                        .filter(endpoint -> wanted.wants(plan.serving(endpoint)))
                        .toList();
    }

    /// From an AKA run of that subscriber to the expiry of everything derived from it.
    long lifetimeSeconds(Subscriber subscriber) {
        return accessProfiles.policy(subscriber).ownLifetimeSeconds().orElse(keyLifetimeSeconds);
    }

    /// No key lives longer, whatever its subscriber's profile is.
    long longestLifetimeSeconds() {
        return accessProfiles.policies().values().stream()
                .mapToLong(ProfilePolicy::keyLifetimeSeconds)
                .reduce(keyLifetimeSeconds, Math::max);
    }

    /// Whether a vector for that network may bring its Ks along.
    boolean mayHaveKs(PlmnId visited) {
        return ksInVectorFor.contains(visited);
    }

    /// What the network gives the subscriber; empty when its profile or its APN is none of [#accessProfiles()].
    Optional<AccessProfile> access(Subscriber subscriber) {
        return accessProfiles.of(subscriber);
    }

    /// Whether an MME in that network may learn who may have keys of a subscriber: at home, and where its vectors may
    /// bring keys along. A roaming partner learns no names of application servers.
    boolean mayHaveKeyPolicy(Imsi imsi, PlmnId visited) {
        return !plan.isEmpty() && (imsi.isOf(visited) || mayHaveKs(visited));
    }

    /// What an MME that serves in `visited` has to know of a subscriber.
    ///
    /// @param access what [#access] has
    /// @param keyPolicy whether it may know who may have keys
    SubscriptionData subscription(
            Subscriber subscriber, AccessProfile access, PlmnId visited, boolean keyPolicy) {
        return new SubscriptionData(
                keyPolicy ? subscriber.externalIdentifier() : null,
                subscriber.subscription().msisdn(),
                access,
                keyPolicy ? mmePolicy(subscriber, visited) : null);
    }

    private SecurityPolicy mmePolicy(Subscriber subscriber, PlmnId visited) {
        SecurityPolicy policy = policy(subscriber, visited);
        return new SecurityPolicy(
                policy.allowedAs(),
                policy.keyLifetimeSeconds(),
                policy.confidentialityAllowed(),
                accessProfiles.policy(subscriber).authentication());
    }

    /// As a key server has to know it.
    SecurityPolicy policy(Subscriber subscriber, PlmnId visited) {
        return new SecurityPolicy(
                allowedAs(subscriber),
                lifetimeSeconds(subscriber),
                !confidentialityForbidden.contains(visited));
    }

    /// Whether an MME of `realm` may ask for vectors of `visited`. Without a row of its own, a realm
    /// speaks for the network it is named after.
    boolean maySpeakFor(String realm, PlmnId visited) {
        Set<PlmnId> served = servedNetworks.get(realm);
        return served == null ? visited.epcRealm().equals(realm) : served.contains(visited);
    }
}
