package dev.bestow.keystore.contract;

import static java.util.Objects.requireNonNull;

import dev.bestow.core.Eksi;
import dev.bestow.core.EmseId;
import dev.bestow.core.Guti;
import dev.bestow.core.Imsi;
import dev.bestow.core.KeyName;
import dev.bestow.core.Rand;
import dev.bestow.keys.KeyKind;
import dev.bestow.keystore.Confirmation;
import dev.bestow.keystore.Erasure;
import dev.bestow.keystore.HandOut;
import dev.bestow.keystore.HandshakeReport;
import dev.bestow.keystore.KeyOrder;
import dev.bestow.keystore.KeyRing;
import dev.bestow.keystore.LocationProof;
import dev.bestow.keystore.OwnRun;
import dev.bestow.keystore.Proof;
import dev.bestow.keystore.PushedKey;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/// What an HSS, two MMEs and endpoints could tell key servers about three subscribers: attaches, re-authentications,
/// failed ones, GUTIs that are few and come round again, MME restarts, withdrawals, keys of several kinds of which
/// some are not to be confirmed and some answer to a short hash, and now and then an MME that speaks about another's
/// key or an endpoint that was handed none. The HSS has two instances, of which one numbers ahead of the other.
final class RandomHistory {
    private static final int SUBSCRIBERS = 3;
    private static final int MMES = 2;

    /// Within the caps, for the promise that order does not matter holds there.
    private static final int MAX_PUSHES_PER_SUBSCRIBER = 10;

    private static final EmseId ENDPOINT = EmseId.parse("meter.example");
    private static final EmseId STRANGER = EmseId.parse("stranger.example");

    private final Random random;
    private final List<Consumer<KeyRing>> facts = new ArrayList<>();
    private final Set<KeyName> names = new LinkedHashSet<>();
    private final long[] epochs = new long[SUBSCRIBERS];
    private final int[] pushes = new int[SUBSCRIBERS];
    private final Map<Integer, PushedKey> inUse = new TreeMap<>();
    private final long[] restarts = new long[MMES];
    private final long[] serials = new long[MMES];
    private long nowMs = Facts.T0;
    private int issue;

    RandomHistory(long seed) {
        random = new Random(seed);
        int steps = 10 + random.nextInt(30);
        for (int i = 0; i < steps; i++) {
            nowMs += random.nextInt(200_000);
            step(random.nextInt(SUBSCRIBERS));
        }
    }

    /// All names that occur in it.
    Set<KeyName> names() {
        return names;
    }

    /// When the last fact was spoken.
    long endMs() {
        return nowMs;
    }

    /// As spoken.
    void tellInOrder(KeyRing ring) {
        facts.forEach(fact -> fact.accept(ring));
    }

    /// In any order, some of it up to three times.
    void tellShuffled(KeyRing ring, long seed) {
        Random order = new Random(seed);
        List<Consumer<KeyRing>> told = new ArrayList<>(facts);
        for (Consumer<KeyRing> fact : facts) {
            for (int again = order.nextInt(3); again > 0; again--) {
                told.add(fact);
            }
        }
        Collections.shuffle(told, order);
        told.forEach(fact -> fact.accept(ring));
    }

    private void step(int subscriber) {
        int kind = random.nextInt(10);
        PushedKey key = inUse.get(subscriber);
        if (kind == 0) {
            int mme = random.nextInt(MMES);
            restarts[mme]++;
            serials[mme] = 0;
        } else if (kind == 1 && random.nextInt(3) == 0) {
            withdraw(subscriber);
        } else if (kind < 4 && key != null) {
            confirm(key, mmeOf(key));
        } else if (kind == 4 && key != null) {
            confirm(key, random.nextInt(MMES));
        } else {
            authenticate(subscriber);
        }
    }

    private void withdraw(int subscriber) {
        epochs[subscriber]++;
        inUse.remove(subscriber);
        Erasure fact =
                new Erasure(Facts.imsi(subscriber), epochs[subscriber], nowMs + Facts.DAY_MS);
        facts.add(ring -> ring.erase(fact));
    }

    private void authenticate(int subscriber) {
        if (pushes[subscriber]++ >= MAX_PUSHES_PER_SUBSCRIBER) {
            return;
        }
        Imsi imsi = Facts.imsi(subscriber);
        Rand rand = rand(++issue);
        int instance = random.nextInt(2);
        long ahead = instance * 3L;
        KeyOrder order = Facts.order(epochs[subscriber], issue + ahead, instance);
        int mme = random.nextInt(MMES);
        if (random.nextInt(2) == 0) {
            PushedKey key = Facts.push(imsi, rand, order, 1 + mme, nowMs);
            facts.add(ring -> ring.push(key));
            if (random.nextInt(4) > 0) {
                inUse.put(subscriber, key);
                confirm(key, mmeOf(key));
            }
        }
        for (KeyKind kind : KeyKind.values()) {
            if (random.nextInt(3) == 0) {
                Rand run = kind == KeyKind.KS ? rand(++issue) : rand;
                unconfirmed(kind, imsi, run, order, Facts.host(1 + mme));
            }
        }
    }

    /// A key that no MME is to confirm, of the run of another or of one for itself; and what may prove it.
    private void unconfirmed(KeyKind kind, Imsi imsi, Rand rand, KeyOrder order, String host) {
        var request = new Facts.Request(host, false, nowMs);
        PushedKey key = Facts.push(imsi, rand, Facts.key(kind, rand), order, request);
        facts.add(ring -> ring.push(key));
        if (kind == KeyKind.E2M_INT_KEY && random.nextInt(2) == 0) {
            PushedKey hashed = Facts.hashed(key, random.nextInt(24));
            names.add(new KeyName.ByRand(requireNonNull(hashed.shortHash())));
            facts.add(ring -> ring.push(hashed));
        }
        nowMs += 1 + random.nextInt(2_000);
        if (random.nextInt(3) == 0) {
            tell(new OwnRun(imsi, kind, rand, nowMs));
        }
        if (random.nextInt(3) == 0) {
            tell(new LocationProof(imsi, kind, order.epoch(), host, order.issueNumber(), nowMs));
        }
        if (random.nextInt(3) == 0) {
            // A report is heeded only after its hand-out, whatever else comes when.
            HandOut handOut = new HandOut(imsi, kind, rand, ENDPOINT, nowMs);
            HandshakeReport report = new HandshakeReport(imsi, kind, rand, ENDPOINT, nowMs + 5);
            facts.add(ring -> {
                ring.noteHandOut(handOut);
                ring.prove(report);
            });
        }
        if (random.nextInt(6) == 0) {
            tell(new HandshakeReport(imsi, kind, rand, STRANGER, nowMs));
        }
    }

    private Rand rand(int salt) {
        Rand rand = Facts.rand(random.nextInt(12), salt);
        names.add(new KeyName.ByRand(rand.id()));
        return rand;
    }

    private void tell(Proof proof) {
        facts.add(ring -> ring.prove(proof));
    }

    private void confirm(PushedKey key, int mme) {
        nowMs += 1 + random.nextInt(2_000);
        Guti guti = Facts.guti(1 + mme, random.nextInt(3));
        Eksi eksi = new Eksi((int) (key.order().issueNumber() % 7));
        names.add(new KeyName.ByGuti(guti, eksi));
        Confirmation fact =
                new Confirmation(
                        key.imsi(),
                        key.rand(),
                        guti,
                        eksi,
                        guti.mmeFqdn(),
                        restarts[mme],
                        ++serials[mme],
                        nowMs);
        tell(fact);
    }

    private static int mmeOf(PushedKey key) {
        return key.requestingHost().equals(Facts.host(1)) ? 0 : 1;
    }
}
