package dev.bestow.wire.ua;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestow.core.Eksi;
import dev.bestow.core.Guti;
import dev.bestow.core.KeyName;
import dev.bestow.core.Octets;
import dev.bestow.core.RandId;

import org.junit.jupiter.api.Test;

import java.util.Arrays;

class NiddFormTest {
    private static final RandId KEY = RandId.decode(Octets.parseHex("RAND id", "a99dfa5f"));
    private static final Octets EIGHT = Octets.parseHex("octets", "0102030405060708");
    private static final Octets BODY = Octets.parseHex("body", "cafe");

    private static byte[] request(KeyName name) {
        return UaCodec.encode(new CompactRequest(true, name, EIGHT, BODY, EIGHT));
    }

    @Test
    void aCompactRequestGoesWithoutItsRandId() {
        byte[] message = NiddForm.elide(request(new KeyName.ByRand(KEY)));
        assertThat(Octets.copyOf(message).hex())
                .isEqualTo("5f" + "0102030405060708" + "cafe" + "0102030405060708");
    }

    @Test
    void whatIsRestoredIsWhatWasLeftOut() {
        byte[] datagram = request(new KeyName.ByRand(KEY));
        assertThat(NiddForm.restore(NiddForm.elide(datagram), KEY)).isEqualTo(datagram);
    }

    @Test
    void everythingElseGoesAsItIs() {
        var byGuti = new KeyName.ByGuti(Guti.parse("00f110800112c0de0001"), new Eksi(3));
        for (byte[] other :
                new byte[][] {
                    request(byGuti),
                    UaCodec.encode(new SessionMessage(true, 7, 5, BODY, EIGHT)),
                    {},
                    {0},
                    {(byte) 0xff, 1, 2, 3, 4, 5}
                }) {
            assertThat(NiddForm.elide(other)).isEqualTo(other);
            assertThat(NiddForm.restore(other, KEY)).isEqualTo(other);
        }
    }

    /// One octet flipped, missing or more: another request, or none.
    @Test
    void changedOctetsRestoreToAnotherRequestOrToNone() {
        byte[] datagram = request(new KeyName.ByRand(KEY));
        byte[] message = NiddForm.elide(datagram);
        for (int i = 0; i < message.length; i++) {
            byte[] flipped = message.clone();
            flipped[i] ^= 1;
            assertThat(NiddForm.restore(flipped, KEY)).isNotEqualTo(datagram);
        }
        for (int length = 0; length < 17; length++) {
            byte[] cut = NiddForm.restore(Arrays.copyOf(message, length), KEY);
            assertThat(UaCodec.decodeUplink(cut)).isInstanceOf(UndecodableUa.class);
        }
        byte[] more = NiddForm.restore(Arrays.copyOf(message, message.length + 1), KEY);
        assertThat(more).hasSize(datagram.length + 1);
    }
}
