package dev.bestow.wire.diameter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.Random;

class DiameterFuzz {
    private static final long SEED = Long.getLong("bestow.seed", 0x6733);

    /// Reads everything there is, as every type, and descends into every group.
    private static void readAll(AvpCursor avps) {
        while (avps.next()) {
            Runnable[] reads = {
                avps::unsigned32,
                avps::unsigned64,
                avps::utf8,
                avps::identity,
                avps::address,
                avps::time,
                avps::octets,
                () -> readAll(avps.group())
            };
            for (Runnable read : reads) {
                try {
                    read.run();
                } catch (DecodeException e) {
                    assertThat(e.kind().reaction()).isEqualTo(DecodeException.Reaction.ANSWER);
                }
            }
        }
    }

    /// Either it decodes, or it fails as a [DecodeException] that can be answered with readable octets.
    private static void read(byte[] octets) {
        DiameterMessage framed;
        try {
            framed = DiameterMessage.frame(octets, 0, octets.length);
        } catch (DecodeException e) {
            assertThat(e.kind().reaction()).isEqualTo(DecodeException.Reaction.CLOSE);
            return;
        }
        try {
            framed.validate();
            readAll(framed.avps());
        } catch (DecodeException e) {
            if (framed.isRequest()) {
                DiameterMessage answer = ErrorAnswer.to(framed, Samples.HSS, e);
                DiameterMessage.decode(answer.octets().toArray());
            }
        }
    }

    private static void read(byte[] octets, String what) {
        try {
            read(octets);
        } catch (RuntimeException | AssertionError e) {
            fail(what + ", -Dbestow.seed=" + SEED, e);
        }
    }

    @Test
    void everySingleBitFlipIsReadOrRefused() {
        byte[] good = Samples.request().octets().toArray();
        for (int bit = 0; bit < good.length * 8; bit++) {
            byte[] bad = good.clone();
            bad[bit / 8] ^= (byte) (1 << bit % 8);
            read(bad, "bit " + bit);
        }
    }

    @Test
    void everyTruncationAndExtensionIsRefused() {
        byte[] good = Samples.request().octets().toArray();
        for (int length = 0; length <= good.length + 4; length++) {
            if (length == good.length) {
                continue;
            }
            byte[] cut = Arrays.copyOf(good, length);
            try {
                DiameterMessage.decode(cut);
                fail("accepted at " + length);
            } catch (DecodeException e) {
                assertThat(e.kind()).isEqualTo(DecodeException.Kind.MESSAGE_LENGTH);
            }
        }
    }

    @Test
    void everyTruncationUnderACorrectedLengthIsReadOrRefused() {
        byte[] good = Samples.request().octets().toArray();
        for (int length = 20; length < good.length; length += 4) {
            byte[] cut = Arrays.copyOf(good, length);
            BigEndian.putInt32(cut, 0, (1 << 24) | length);
            read(cut, "cut at " + length);
        }
    }

    @Test
    void mutationsAreReadOrRefused() {
        Random random = new Random(SEED);
        byte[] good = Samples.request().octets().toArray();
        for (int round = 0; round < 50_000; round++) {
            byte[] bad = good.clone();
            for (int i = random.nextInt(6); i >= 0; i--) {
                bad[4 + random.nextInt(bad.length - 4)] = (byte) random.nextInt();
            }
            read(bad, "round " + round);
        }
    }

    @Test
    void noiseIsReadOrRefused() {
        Random random = new Random(SEED);
        for (int round = 0; round < 20_000; round++) {
            byte[] noise = new byte[random.nextInt(64) * 4];
            random.nextBytes(noise);
            if (noise.length >= 20) {
                BigEndian.putInt32(noise, 0, (1 << 24) | noise.length);
            }
            read(noise, "round " + round);
        }
    }
}
