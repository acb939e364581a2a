package dev.bestow.link.diameter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.bestow.link.RealTime;
import dev.bestow.link.fairness.Bystander;
import dev.bestow.wire.diameter.BaseAvps;
import dev.bestow.wire.diameter.DecodeException;
import dev.bestow.wire.diameter.DiameterMessage;
import dev.bestow.wire.diameter.MessageBuilder;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;

class FrameReaderTest {
    private static final long SEED = Long.getLong("bestow.seed", 20);

    private final FakeTime time = new FakeTime();

    private static List<DiameterMessage> messages(Random random) {
        List<DiameterMessage> messages = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            String text =
                    "x"
                            .repeat(
                                    random.nextInt(10) == 0
                                            ? random.nextInt(9_000)
                                            : random.nextInt(100));
            messages.add(MessageBuilder.request(i, 2, 0).put(BaseAvps.ERROR_MESSAGE, text).build());
        }
        return messages;
    }

    private static byte[] concatenate(List<DiameterMessage> messages) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (DiameterMessage message : messages) {
            all.write(message.octets().toArray());
        }
        return all.toByteArray();
    }

    /// Hands out pieces of random size, as a network does.
    private static InputStream pieces(byte[] octets, Random random) {
        return new ByteArrayInputStream(octets) {
            @Override
            public synchronized int read(byte[] target, int offset, int length) {
                return super.read(
                        target,
                        offset,
                        Math.min(length, 1 + random.nextInt(random.nextBoolean() ? 7 : 3_000)));
            }
        };
    }

    @Test
    void messagesComeOutWholeHoweverTheStreamIsCut() throws IOException {
        Random random = new Random(SEED);
        for (int round = 0; round < 50; round++) {
            List<DiameterMessage> sent = messages(random);
            FrameReader reader = new FrameReader(pieces(concatenate(sent), random), time, 65_536);
            for (int i = 0; i < sent.size(); i++) {
                if (i == 10) {
                    reader.grow();
                }
                assertThat(reader.next()).as("seed %d", SEED).isEqualTo(sent.get(i));
            }
            assertThat(reader.isDrained()).isTrue();
            assertThat(reader.next()).isNull();
        }
    }

    @Test
    void onlyTheLastMessageOfABatchDrains() throws IOException {
        List<DiameterMessage> two = messages(new Random(SEED)).subList(0, 2);
        FrameReader reader =
                new FrameReader(new ByteArrayInputStream(concatenate(two)), time, 65_536);
        reader.next();
        assertThat(reader.isDrained()).isFalse();
        reader.next();
        assertThat(reader.isDrained()).isTrue();
    }

    @Test
    void theCapIsOnTheAnnouncedLengthBeforeAnythingIsRead() {
        byte[] head = {1, 1, 0, 4};
        FrameReader reader = new FrameReader(new ByteArrayInputStream(head), time, 65_536);
        DecodeException e = assertThrows(DecodeException.class, reader::next);
        assertThat(e.kind()).isEqualTo(DecodeException.Kind.MESSAGE_LENGTH);
    }

    @Test
    void aFrameThatStaysOpenIsSeen() throws IOException {
        DiameterMessage message = MessageBuilder.request(1, 2, 0).build();
        byte[] octets = message.octets().toArray();
        FrameReader[] reader = new FrameReader[1];
        InputStream slow =
                new InputStream() {
                    private int at;

                    @Override
                    public int read() {
                        throw new UnsupportedOperationException();
                    }

                    @Override
                    public int read(byte[] target, int offset, int length) {
                        assertThat(reader[0].isStalled(time.nowNs(), 3_500_000_000L))
                                .isEqualTo(at > 4);
                        time.pass(1_000);
                        target[offset] = octets[at++];
                        return 1;
                    }
                };
        reader[0] = new FrameReader(slow, time, 65_536);
        assertThat(reader[0].next()).isEqualTo(message);
    }

    /// A peer at full rate: no read ends between two messages.
    @Test
    void aFrameBegunBehindACompleteOneIsANewOne() throws IOException {
        byte[] message = MessageBuilder.request(1, 2, 0).build().octets().toArray();
        FrameReader[] reader = new FrameReader[1];
        InputStream full =
                new InputStream() {
                    private int at;

                    @Override
                    public int read() {
                        throw new UnsupportedOperationException();
                    }

                    @Override
                    public int read(byte[] target, int offset, int length) {
                        assertThat(reader[0].isStalled(time.nowNs(), 3_500_000_000L)).isFalse();
                        time.pass(1_000);
                        for (int i = 0; i < message.length + 1; i++) {
                            target[offset + i] = message[at++ % message.length];
                        }
                        return message.length + 1;
                    }
                };
        reader[0] = new FrameReader(full, time, 65_536);
        for (int i = 0; i < message.length - 2; i++) {
            assertThat(reader[0].next()).isNotNull();
        }
    }

    /// Always has another message, until it is closed.
    private static final class Endless extends InputStream {
        private final byte[] message =
                MessageBuilder.request(1, 2, 0)
                        .put(BaseAvps.ERROR_MESSAGE, "x")
                        .build()
                        .octets()
                        .toArray();
        private volatile boolean closed;

        @Override
        public int read(byte[] target, int offset, int length) {
            if (closed) {
                return -1;
            }
            int count = Math.min(length, message.length);
            System.arraycopy(message, 0, target, offset, count);
            return count;
        }

        @Override
        public int read() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    @Test
    void peersThatNeverPauseLeaveEverybodyElseATurn() throws Exception {
        CountDownLatch busy = new CountDownLatch(Bystander.processors());
        try (Endless octets = new Endless()) {
            for (int i = 0; i < Bystander.processors(); i++) {
                Thread.ofVirtual().start(() -> readAll(octets, busy));
            }
            busy.await();
            assertThat(Bystander.hasATurn()).isTrue();
        }
    }

    private static void readAll(InputStream octets, CountDownLatch busy) {
        try {
            var reader = new FrameReader(octets, RealTime.ports().clock(), 65_536);
            while (reader.next() != null) {
                busy.countDown();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
