package dev.bestow.bench;

import dev.bestow.aka.MasterKey;
import dev.bestow.aka.Opc;
import dev.bestow.aka.SubscriberKey;
import dev.bestow.core.AsId;
import dev.bestow.core.Eksi;
import dev.bestow.core.Entropy;
import dev.bestow.core.Guti;
import dev.bestow.core.Imsi;
import dev.bestow.core.KeyName;
import dev.bestow.core.Octets;
import dev.bestow.core.PlmnId;
import dev.bestow.core.Rand;
import dev.bestow.core.Secret;
import dev.bestow.keys.KeyKind;
import dev.bestow.keys.Ks;
import dev.bestow.keystore.CardBatch;
import dev.bestow.keystore.Confirmation;
import dev.bestow.keystore.KeyOrder;
import dev.bestow.keystore.KeyRing;
import dev.bestow.keystore.KeyRingLimits;
import dev.bestow.keystore.PushedKey;
import dev.bestow.keystore.Selection;
import dev.bestow.keystore.Subscriber;
import dev.bestow.keystore.Subscription;
import dev.bestow.keystore.WrappedCredentials;
import dev.bestow.keystore.epoch.EpochKeyPlan;
import dev.bestow.keystore.epoch.EpochKeyWrap;
import dev.bestow.keystore.rocksdb.RocksStore;
import dev.bestow.network.machine.SystemEntropy;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// The product's store: one folder of rows, one of epoch keys.
final class StoreOfBestow implements StoreContender, AutoCloseable {
    private static final int BATCH = 1_000;
    private static final PlmnId PLMN = PlmnId.parse("001/01");
    private static final List<AsId> SERVERS = List.of(AsId.parse("as.example"));
    private static final long NOW_MS = 1_790_000_000_000L;
    private static final long DAY_MS = 86_400_000;

    private final RocksStore store;
    private final EpochKeyWrap wrap;
    private final KeyRing ring;
    private final int subscribers;

    StoreOfBestow(Path folder, int subscribers) {
        Entropy entropy = new SystemEntropy();
        this.store = RocksStore.open(folder.resolve("store"));
        this.wrap = EpochKeyWrap.open(folder.resolve("epochs"), EpochKeyPlan.STANDARD, entropy, 0);
        this.ring = store.keyRing(KeyRingLimits.STANDARD, wrap);
        this.subscribers = subscribers;
    }

    /// Random K and OPc, wrapped as the HSS does; the same profile for all.
    void load() {
        SplittableRandom random = new SplittableRandom(1);
        try (MasterKey master =
                new MasterKey(Secret.taking(new byte[MasterKey.OCTETS]), new SystemEntropy())) {
            List<Subscriber> batch = new ArrayList<>();
            for (int number = 0; number < subscribers; number++) {
                batch.add(subscriber(number, master, random, SERVERS));
                if (batch.size() == BATCH || number == subscribers - 1) {
                    store.subscribers().putAll(batch);
                    batch.clear();
                }
            }
        }
    }

    /// @param servers which endpoints may have a key of it
    static Subscriber subscriber(
            int number, MasterKey master, SplittableRandom random, List<AsId> servers) {
        Imsi imsi = imsi(number);
        try (SubscriberKey k = new SubscriberKey(sixteen(random));
                Opc opc = new Opc(sixteen(random))) {
            return new Subscriber(
                    imsi,
                    new WrappedCredentials(
                            "milenage",
                            master.wrap(imsi, k),
                            master.wrap(imsi, opc),
                            WrappedCredentials.EUTRAN_AMF),
                    1,
                    0,
                    CardBatch.STANDARD,
                    externalIdentifier(number),
                    servers,
                    Subscription.standard("internet"));
        }
    }

    private static Secret sixteen(SplittableRandom random) {
        byte[] octets = new byte[16];
        random.nextBytes(octets);
        return Secret.taking(octets);
    }

    @Override
    public void putAndGet(int number) {
        Imsi imsi = imsi(number % subscribers);
        Rand rand = rand(number);
        Guti guti = new Guti(PLMN, 0x8001, 1, number);
        ring.push(
                new PushedKey(
                        imsi,
                        externalIdentifier(number % subscribers),
                        List.of(),
                        rand,
                        null,
                        new Ks(Secret.taking(new byte[Ks.OCTETS])),
                        new KeyOrder(1, (long) number << KeyOrder.IND_BITS),
                        PLMN,
                        guti.mmeFqdn(),
                        true,
                        Instant.ofEpochMilli(NOW_MS + DAY_MS),
                        NOW_MS,
                        SERVERS,
                        true));
        ring.prove(
                new Confirmation(imsi, rand, guti, new Eksi(0), guti.mmeFqdn(), 1, number, NOW_MS));
        select(number);
    }

    /// The look-up of a key by its RAND id, K_s unwrapped and wiped.
    void select(int number) {
        if (!(ring.select(KeyKind.KS, new KeyName.ByRand(rand(number).id()), NOW_MS)
                instanceof Selection.Found found)) {
            throw new IllegalStateException("key " + number + " is not there");
        }
        found.candidates().forEach(candidate -> candidate.key().close());
    }

    @Override
    public void profile(int number) {
        if (store.subscribers().find(imsi(number % subscribers)).isEmpty()) {
            throw new IllegalStateException("a subscriber is not there");
        }
    }

    static String externalIdentifier(int number) {
        return "d" + number + "@example.org";
    }

    static Imsi imsi(int number) {
        return new Imsi("00101" + (1_000_000_000 + number));
    }

    static Rand rand(int number) {
        return new Rand(Octets.copyOf(ByteBuffer.allocate(Rand.OCTETS).putInt(12, number).array()));
    }

    @Override
    public void close() {
        store.close();
        wrap.close();
    }
}
