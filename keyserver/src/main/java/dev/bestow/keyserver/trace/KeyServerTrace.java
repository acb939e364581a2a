package dev.bestow.keyserver.trace;

import dev.bestow.core.AsId;
import dev.bestow.core.Clock;
import dev.bestow.core.Imsi;
import dev.bestow.core.KeyName;
import dev.bestow.core.NewestLast;
import dev.bestow.core.SubscriberTrace;
import dev.bestow.keystore.Candidate;
import dev.bestow.keystore.Confirmation;
import dev.bestow.wire.north.RetrievalAnswer;
import dev.bestow.wire.north.RetrievedKey;

import org.jspecify.annotations.Nullable;

/// What happened to the keys of each subscriber at one key server. Endpoints ask by names: whose each is, is remembered
/// of those that pushes, confirmations and earlier answers had, the last [#NAMES] of them, some 10 MB. Among so many a
/// pair of subscribers or so shares a RAND id; what endpoints do by it counts for the later one. Thread-safe.
public final class KeyServerTrace {
    /// Names remembered.
    static final int NAMES = 65_536;

    private final SubscriberTrace<KeyServerEvent> subscribers;
    private final NewestLast<KeyName, Imsi> owners = new NewestLast<>(NAMES);

    public KeyServerTrace(Clock clock) {
        subscribers = new SubscriberTrace<>(clock);
    }

    /// The events, by subscriber.
    public SubscriberTrace<KeyServerEvent> subscribers() {
        return subscribers;
    }

    void named(KeyName name, Imsi imsi) {
        synchronized (owners) {
            owners.put(name, imsi);
        }
    }

    void named(Confirmation confirmation) {
        named(new KeyName.ByGuti(confirmation.guti(), confirmation.eksi()), confirmation.imsi());
    }

    void named(KeyName name, Candidate candidate) {
        named(name, candidate.imsi());
        named(new KeyName.ByRand(candidate.rand().id()), candidate.imsi());
    }

    /// What an endpoint was answered, where that is all there is to know.
    public void answered(AsId endpoint, KeyName name, RetrievalAnswer answer) {
        switch (answer) {
            case RetrievalAnswer.Keys keys -> {
                for (RetrievedKey key : keys.keys()) {
                    var own = new KeyName.ByRand(key.rand().id());
                    note(own, new KeyServerEvent.HandedOut(endpoint, own.randId()));
                }
            }
            case RetrievalAnswer.NotYet _ ->
                    refused(endpoint, name, KeyServerEvent.NotHandedOut.Why.NOT_YET);
            case RetrievalAnswer.NotAvailable() ->
                    refused(endpoint, name, KeyServerEvent.NotHandedOut.Why.NOT_THERE);
            case RetrievalAnswer.NotAuthorised() ->
                    refused(endpoint, name, KeyServerEvent.NotHandedOut.Why.NOT_ALLOWED);
            case RetrievalAnswer.RootMismatch _ ->
                    refused(endpoint, name, KeyServerEvent.NotHandedOut.Why.OTHER_ROOT);
            case RetrievalAnswer.TooMany _ ->
                    refused(endpoint, name, KeyServerEvent.NotHandedOut.Why.TOO_OFTEN);
            case RetrievalAnswer.SourceUnavailable _ ->
                    refused(endpoint, name, KeyServerEvent.NotHandedOut.Why.NOT_GIVEN);
        }
    }

    /// Why an endpoint got nothing, which it is not told.
    public void refused(AsId endpoint, KeyName name, KeyServerEvent.NotHandedOut.Why why) {
        note(name, new KeyServerEvent.NotHandedOut(endpoint, name, why));
    }

    private void note(KeyName name, KeyServerEvent event) {
        Imsi imsi = owner(name);
        if (imsi != null) {
            // A push had that name, so its owner is no stranger.
            subscribers.note(imsi, event);
        }
    }

    private @Nullable Imsi owner(KeyName name) {
        synchronized (owners) {
            return owners.get(name);
        }
    }
}
