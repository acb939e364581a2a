package dev.bestow.hss.provision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestow.aka.MasterKey;
import dev.bestow.aka.MasterKeyFile;
import dev.bestow.core.AsId;
import dev.bestow.core.Clock;
import dev.bestow.core.Entropy;
import dev.bestow.core.Imsi;
import dev.bestow.keystore.CardBatch;
import dev.bestow.keystore.CredentialChange;
import dev.bestow.keystore.StoreFailure;
import dev.bestow.keystore.Subscriber;
import dev.bestow.keystore.SubscriberStore;
import dev.bestow.keystore.WrappedCredentials;
import dev.bestow.keystore.memory.InMemoryStore;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

class MasterKeyRotationTest {
    private static final Entropy ENTROPY = new Random(11)::nextBytes;
    private static final String K = "465b5ce8b199b49faa5f0a2ee238a6bc";
    private static final String OPC = "cd63cb71954a9f4e48a5994e37a02baf";
    private static final int CARDS = 2_500;

    private final InMemoryStore store = new InMemoryStore();
    private final SubscriberStore subscribers = store.subscribers();
    private Path file = Path.of("");

    @BeforeEach
    void provision(@TempDir Path folder) throws IOException {
        file = folder.resolve("hss.key");
        StringBuilder cards = new StringBuilder("IMSI,Ki,OPC,ALGORITHM\n");
        for (int i = 0; i < CARDS; i++) {
            cards.append(imsi(i).digits())
                    .append(',')
                    .append(K)
                    .append(i % 2 == 0 ? "," + OPC + ",milenage" : "," + OPC.repeat(2) + ",tuak")
                    .append('\n');
        }
        try (MasterKey key = new MasterKeyFile(file, null).openOrMake(ENTROPY)) {
            var defaults =
                    new ProvisionDefaults(
                            "example.net", List.of(AsId.parse("as.example")), CardBatch.STANDARD);
            var report =
                    new Provisioner(subscribers, key, defaults, ENTROPY, new Now())
                            .provision(
                                    "cards.csv",
                                    new ByteArrayInputStream(
                                            cards.toString().getBytes(StandardCharsets.UTF_8)),
                                    false);
            assertThat(report.bad()).isEmpty();
            assertThat(report.added()).isEqualTo(CARDS);
        }
    }

    private static final class Now implements Clock {
        @Override
        public long nowMs() {
            return 1_790_000_000_000L;
        }

        @Override
        public long nowNs() {
            return 0;
        }
    }

    private static Imsi imsi(int i) {
        return Imsi.parse(String.format(Locale.ROOT, "00101%010d", i));
    }

    private MasterKey open() {
        return new MasterKeyFile(file, null).open(ENTROPY);
    }

    private static MasterKeyRotation.Outcome rotate(
            SubscriberStore store, Path file, MasterKey key) {
        return new MasterKeyRotation(store, key, () -> {})
                .run(new MasterKeyFile(file, null), ENTROPY, () -> {}, (_, _) -> {});
    }

    private void everyRowOpensWith(MasterKey key) {
        MasterKeyVault vault = new MasterKeyVault(key);
        List<Subscriber> rows = subscribers.list("", CARDS + 1);
        assertThat(rows).hasSize(CARDS);
        rows.forEach(row -> vault.open(row).close());
    }

    @Test
    void afterARotationTheNewKeyAloneOpensEveryRow() throws IOException {
        byte[] before = Files.readAllBytes(file);
        try (MasterKey key = open()) {
            var outcome = rotate(subscribers, file, key);
            assertThat(outcome.resumed()).isFalse();
            assertThat(outcome.subscribers()).isEqualTo(CARDS);
            assertThat(outcome.rewrapped()).isEqualTo(CARDS);
            assertThat(key.hasPrevious()).isFalse();
            everyRowOpensWith(key);
        }
        assertThat(Files.readAllBytes(file)).hasSize(32).isNotEqualTo(before);
        try (MasterKey key = open()) {
            everyRowOpensWith(key);
        }
    }

    @Test
    void killedAfterAnyPageEveryRowOpensAndTheNextRotationFinishes() throws IOException {
        for (int pages = 0; pages < 3; pages++) {
            SubscriberStore failing = failingAfter(new AtomicInteger(pages));
            try (MasterKey key = open()) {
                assertThatThrownBy(() -> rotate(failing, file, key))
                        .isInstanceOf(StoreFailure.class);
            }
            assertThat(Files.size(file)).isEqualTo(64);
            try (MasterKey key = open()) {
                everyRowOpensWith(key);
                var outcome = rotate(subscribers, file, key);
                assertThat(outcome.resumed()).isTrue();
                assertThat(outcome.rewrapped()).isEqualTo(CARDS - Math.min(CARDS, pages * 1_000));
                everyRowOpensWith(key);
            }
            assertThat(Files.size(file)).isEqualTo(32);
        }
    }

    /// Stores so many pages and then fails, as a process that ends does.
    private SubscriberStore failingAfter(AtomicInteger pages) {
        return intercepted(() -> {
            if (pages.getAndDecrement() == 0) {
                throw new StoreFailure("a planted failure");
            }
        });
    }

    /// The store, with something that happens before each page is replaced.
    private SubscriberStore intercepted(Runnable before) {
        return (SubscriberStore)
                Proxy.newProxyInstance(
                        getClass().getClassLoader(),
                        new Class<?>[] {SubscriberStore.class},
                        (_, method, arguments) -> {
                            if (method.getName().equals("replaceCredentials")) {
                                before.run();
                            }
                            try {
                                return method.invoke(subscribers, arguments);
                            } catch (InvocationTargetException e) {
                                throw e.getCause();
                            }
                        });
    }

    @Test
    void whatChangesBetweenReadingARowAndReplacingItIsNotLost() {
        AtomicInteger calls = new AtomicInteger();
        try (MasterKey key = open()) {
            SubscriberStore contested =
                    intercepted(() -> {
                        if (calls.getAndIncrement() == 0) {
                            store.sqnCeilings().raiseOffset(imsi(1), 1, 4_711);
                            subscribers.put(anotherCard(imsi(2), imsi(4)));
                            subscribers.remove(imsi(3));
                        }
                    });
            var outcome = rotate(contested, file, key);
            assertThat(outcome.unopened()).containsExactly(imsi(2));
            assertThat(key.hasPrevious()).as("a row still needs its key").isTrue();
            assertThat(subscribers.find(imsi(1)).orElseThrow().sqnOffset()).isEqualTo(4_711);
            assertThat(subscribers.find(imsi(2)).orElseThrow().epoch()).isEqualTo(2);
            assertThat(subscribers.find(imsi(3))).isEmpty();
        }
    }

    /// With credentials that open in another row only.
    private Subscriber anotherCard(Imsi imsi, Imsi other) {
        Subscriber row = subscribers.find(imsi).orElseThrow();
        return new Subscriber(
                imsi,
                subscribers.find(other).orElseThrow().credentials(),
                row.epoch() + 1,
                0,
                row.cards(),
                row.externalIdentifier(),
                row.allowedAs(),
                row.subscription());
    }

    @Test
    void aProvisioningUnderThePreviousKeyDuringTheFirstPassIsWrappedAgainInTheSecond() {
        AtomicInteger calls = new AtomicInteger();
        WrappedCredentials old = subscribers.find(imsi(2)).orElseThrow().credentials();
        try (MasterKey key = open()) {
            SubscriberStore contested =
                    intercepted(() -> {
                        if (calls.getAndIncrement() == 1) {
                            WrappedCredentials now =
                                    subscribers.find(imsi(2)).orElseThrow().credentials();
                            assertThat(now).isNotEqualTo(old);
                            subscribers.replaceCredentials(
                                    List.of(new CredentialChange(imsi(2), now, old)));
                        }
                    });
            assertThat(rotate(contested, file, key).rewrapped()).isEqualTo(CARDS + 1);
            everyRowOpensWith(key);
        }
    }

    @Test
    void aRowThatOpensUnderNeitherKeyIsNamedAndKeepsBothKeys() throws IOException {
        subscribers.put(anotherCard(imsi(7), imsi(9)));
        try (MasterKey key = open()) {
            var outcome = rotate(subscribers, file, key);
            assertThat(outcome.unopened()).containsExactly(imsi(7));
            assertThat(outcome.rewrapped()).isEqualTo(CARDS - 1);
        }
        assertThat(Files.size(file)).isEqualTo(64);
        subscribers.remove(imsi(7));
        try (MasterKey key = open()) {
            assertThat(rotate(subscribers, file, key).unopened()).isEmpty();
        }
        assertThat(Files.size(file)).isEqualTo(32);
    }
}
