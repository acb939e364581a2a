package dev.bestow.cli.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestow.core.Octets;
import dev.bestow.core.Rand;
import dev.bestow.core.Secret;
import dev.bestow.keys.KApp;
import dev.bestow.session.ua.FullName;
import dev.bestow.session.ua.KAppObserver;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

class KeyComparisonTest {
    private static final int METER = 7;

    private final KeyComparison comparison = new KeyComparison();

    @Test
    void aKeyAtBothEndsIsEqualOrDiffers() {
        see(comparison.device(METER), 1, 1);
        see(comparison.server(), 1, 1);
        see(comparison.server(), 2, 2);
        see(comparison.device(METER), 2, 3);
        expect(1, 1, 0, 0);
    }

    @Test
    void anAttemptThatADeviceGaveUpAndRepeatedIsNoFault() {
        see(comparison.device(METER), 1, 1);
        see(comparison.device(METER), 2, 2);
        see(comparison.server(), 2, 2);
        expect(1, 0, 0, 1);
    }

    @Test
    void anAttemptThatTheServerTakesAfterAllIsComparedLikeAnyOther() {
        see(comparison.device(METER), 1, 1);
        see(comparison.device(METER), 2, 2);
        see(comparison.server(), 2, 2);
        see(comparison.server(), 1, 9);
        expect(1, 1, 0, 0);
    }

    @Test
    void theLastAttemptOfADeviceHasToBeAtBothEnds() {
        see(comparison.device(METER), 1, 1);
        see(comparison.device(METER), 2, 2);
        see(comparison.device(METER + 1), 3, 3);
        expect(0, 0, 2, 1);
    }

    @Test
    void whatOnlyTheServerDerivedIsAFault() {
        see(comparison.server(), 1, 1);
        expect(0, 0, 1, 0);
    }

    @Test
    void theOrderInWhichTheEndsSeeTheirKeysChangesNothing() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        List<Runnable> sights = new ArrayList<>();
        for (int device = 0; device < 50; device++) {
            int number = device;
            int attempts = 1 + random.nextInt(3);
            // A device sees its own attempts in their order; what the server sees may come before
            // and after.
            sights.add(() -> {
                for (int attempt = 0; attempt < attempts; attempt++) {
                    see(comparison.device(number), number * 10 + attempt, number);
                }
            });
            sights.add(() -> see(comparison.server(), number * 10 + attempts - 1, number));
        }
        Collections.shuffle(sights, random);
        sights.forEach(Runnable::run);
        assertThat(comparison.matched()).as("seed %d", seed).isEqualTo(50);
        assertThat(comparison.oneSided()).as("seed %d", seed).isZero();
    }

    private void expect(int matched, int mismatched, int oneSided, int givenUp) {
        assertThat(
                        List.of(
                                comparison.matched(),
                                comparison.mismatched(),
                                comparison.oneSided(),
                                comparison.givenUp()))
                .containsExactly(matched, mismatched, oneSided, givenUp);
    }

    private static void see(KAppObserver end, int attempt, int key) {
        byte[] rand = new byte[16];
        rand[15] = (byte) attempt;
        rand[14] = (byte) (attempt >> 8);
        byte[] octets = new byte[32];
        octets[0] = (byte) key;
        try (Secret secret = Secret.taking(octets)) {
            end.observed(
                    new FullName.ByRand(new Rand(Octets.copyOf(rand))),
                    Octets.copyOf(rand),
                    new KApp(secret));
        }
    }
}
