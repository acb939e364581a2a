package dev.bestow.wire.ua;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.Random;

/// Whatever decodes encodes to the very same octets; nothing throws.
class UaCodecFuzz {
    @Test
    void decodingIsTotalAndFaithful() {
        long seed = 20_261_121;
        Random random = new Random(seed);
        for (int round = 0; round < 50_000; round++) {
            byte[] datagram = new byte[random.nextInt(90)];
            random.nextBytes(datagram);
            if (datagram.length > 0) {
                datagram[0] = (byte) ((datagram[0] & 0x3f) | 0x40);
            }
            String where = "seed " + seed + " round " + round;
            switch (UaCodec.decodeUplink(datagram)) {
                case ApplicationRequest request ->
                        assertThat(UaCodec.encode(request)).as(where).isEqualTo(datagram);
                case SessionMessage message ->
                        assertThat(UaCodec.encode(message)).as(where).isEqualTo(datagram);
                case UndecodableUa undecodable ->
                        assertThat(undecodable.offset()).as(where).isBetween(0, datagram.length);
            }
            switch (UaCodec.decodeDownlink(datagram)) {
                case ApplicationResponse response ->
                        assertThat(UaCodec.encode(response)).as(where).isEqualTo(datagram);
                case SessionMessage message ->
                        assertThat(UaCodec.encode(message)).as(where).isEqualTo(datagram);
                case Refusal refusal -> assertThat(refusal.echo().length()).as(where).isEqualTo(8);
                case UndecodableUa undecodable ->
                        assertThat(undecodable.offset()).as(where).isBetween(0, datagram.length);
            }
        }
    }
}
