package dev.bestow.ue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestow.core.Eksi;
import dev.bestow.core.Guti;
import dev.bestow.core.Imsi;
import dev.bestow.core.InvalidValue;
import dev.bestow.core.Rand;
import dev.bestow.core.Secret;
import dev.bestow.keys.E2mIntKey;
import dev.bestow.keys.E2mKeySet;
import dev.bestow.keys.Kasme;
import dev.bestow.keys.Ks;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;

/// What a device keeps over power-off. Seed 34.
class DeviceFileTest {
    private static final Imsi IMSI = Imsi.parse("001010000000001");
    private static final Guti GUTI = Guti.parse("00f110800112c0de0001");
    private static final Guti NEXT_GUTI = Guti.parse("00f110800112c0de0002");
    private static final long NOW = 1_800_000_000_000L;

    private final Random random = new Random(34);
    @TempDir private Path folder;

    private Path file() {
        return folder.resolve("device");
    }

    private DeviceFile open() throws IOException {
        return DeviceFile.open(file(), IMSI);
    }

    private Secret drawn() {
        byte[] drawn = new byte[32];
        random.nextBytes(drawn);
        return Secret.taking(drawn);
    }

    private EpsContext context() {
        return new EpsContext(
                new Eksi(random.nextInt(7)),
                Rand.fresh(random::nextBytes),
                new Kasme(drawn()),
                new Ks(drawn()),
                new Ks(drawn()),
                new E2mIntKey(drawn()),
                new E2mKeySet(drawn()));
    }

    @Test
    void aKeySetAndItsNameComeBackAndNobodyElseMayReadThem() throws IOException {
        EpsContext context = context();
        try (DeviceFile file = open()) {
            assertThat(file.kept()).isNull();
            file.keep(GUTI, context, NOW);
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
        assertThat(Files.size(file())).isEqualTo(25 + 187 + 8);
        try (DeviceFile file = open()) {
            assertThat(file.kept()).isEqualTo(new DeviceFile.Kept(GUTI, context, NOW));
            file.keep(NEXT_GUTI, context, NOW + 1);
        }
        try (DeviceFile file = open()) {
            assertThat(file.kept()).isEqualTo(new DeviceFile.Kept(NEXT_GUTI, context, NOW));
            file.forget();
            assertThat(file.kept()).isNull();
        }
        assertThat(Files.size(file())).isEqualTo(25 + 8);
    }

    /// A crash is a file left as it is after any of its writes, with the counts of before in use.
    @Test
    void noCountComesTwiceWhereverItCrashes() throws IOException {
        Set<Long> used = new HashSet<>();
        for (int crash = 0; crash < 50; crash++) {
            try (DeviceFile file = open();
                    EpsContext context = context()) {
                int counts = random.nextInt(3 * DeviceFile.BLOCK);
                for (int i = 0; i < counts; i++) {
                    assertThat(used.add(file.next())).as("crash %d", crash).isTrue();
                    if (random.nextInt(40) == 0) {
                        file.keep(GUTI, context, NOW);
                    } else if (random.nextInt(40) == 0) {
                        file.forget();
                    }
                }
            }
        }
        assertThat(used).isNotEmpty();
    }

    /// A crash in a write leaves a draft beside the file of before.
    @Test
    void aDraftThatACrashLeftIsNoFile() throws IOException {
        long last;
        try (DeviceFile file = open()) {
            last = file.next();
        }
        Files.write(folder.resolve("device.new"), new byte[] {1, 2, 3});
        try (DeviceFile file = open()) {
            assertThat(file.next()).isGreaterThan(last);
        }
        assertThat(folder.resolve("device.new")).doesNotExist();
    }

    @Test
    void aCountThatCannotBeReservedIsNotUsed() throws IOException {
        try (DeviceFile file = open()) {
            file.next();
            Files.createDirectory(folder.resolve("device.new"));
            Files.createFile(folder.resolve("device.new").resolve("in-the-way"));
            for (int i = 1; i < DeviceFile.BLOCK; i++) {
                file.next();
            }
            assertThatThrownBy(file::next).isInstanceOf(StateNotKept.class);
            try (EpsContext context = context()) {
                assertThatThrownBy(() -> file.keep(GUTI, context, NOW))
                        .isInstanceOf(StateNotKept.class);
            }
            Files.delete(folder.resolve("device.new").resolve("in-the-way"));
            Files.delete(folder.resolve("device.new"));
            assertThat(file.next()).isEqualTo(DeviceFile.BLOCK);
        }
    }

    @Test
    void octetsThatAreNoFileOfThisDeviceAreRefusedByName() throws IOException {
        try (DeviceFile file = open();
                EpsContext context = context()) {
            file.next();
            file.keep(GUTI, context, NOW);
        }
        byte[] good = Files.readAllBytes(file());
        for (int at = 0; at < good.length; at++) {
            byte[] flipped = good.clone();
            flipped[at] ^= 1;
            refused(flipped);
        }
        for (int length : new int[] {0, 1, 32, good.length - 1, good.length + 1}) {
            refused(Arrays.copyOf(good, length));
        }
        Files.write(file(), good);
        assertThatThrownBy(() -> DeviceFile.open(file(), Imsi.parse("001010000000002")))
                .isInstanceOf(InvalidValue.class)
                .hasMessageContaining("is of another device");
        Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-r--r--"));
        assertThatThrownBy(this::open)
                .isInstanceOf(InvalidValue.class)
                .hasMessageContaining("others could read it");
    }

    private void refused(byte[] octets) throws IOException {
        Files.write(file(), octets);
        assertThatThrownBy(this::open)
                .isInstanceOf(InvalidValue.class)
                .hasMessageMatching("(?s).*device: (is no file of a device|is damaged).*");
    }

    @Test
    void twoProcessesDoNotRunOneDevice() throws IOException {
        try (DeviceFile file = open()) {
            file.next();
            assertThatThrownBy(this::open)
                    .isInstanceOf(InvalidValue.class)
                    .hasMessageContaining("another process runs this device");
        }
        open().close();
    }

    @Test
    void noSecretStaysBehind() throws IOException {
        long before = Secret.live();
        try (DeviceFile file = open();
                EpsContext one = context();
                EpsContext other = context()) {
            file.keep(GUTI, one, NOW);
            file.keep(GUTI, other, NOW);
            file.next();
        }
        try (DeviceFile file = open()) {
            file.forget();
        }
        assertThat(Secret.live()).isEqualTo(before);
    }
}
