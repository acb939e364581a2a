package dev.bestow.link.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestow.core.InvalidValue;
import dev.bestow.core.Timers;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/// A node and those who ask it, over a socket in a folder.
class ControlSocketSimulation {
    @TempDir private Path folder;

    /// Deadlines that nobody has met yet; a test lets them pass by running them.
    private final BlockingQueue<Runnable> deadlines = new LinkedBlockingQueue<>();

    private final CountDownLatch desk = new CountDownLatch(1);
    private final CountDownLatch flooded = new CountDownLatch(1);
    private ControlServer server = noServer();

    @BeforeEach
    void start() throws IOException {
        server = ControlServer.start(folder, this::deadline, this::answer);
    }

    @AfterEach
    void close() throws IOException {
        desk.countDown();
        server.close();
    }

    @SuppressWarnings("NullAway") // Until start.
    private static ControlServer noServer() {
        return null;
    }

    private Timers.Timer deadline(long delayMs, Runnable action) {
        assertThat(delayMs).isEqualTo(ControlServer.DEADLINE_MS);
        deadlines.add(action);
        return () -> deadlines.remove(action);
    }

    private String answer(String request, Consumer<String> progress) {
        return switch (request) {
            case "wait" -> {
                progress.accept("waiting");
                await(desk);
                yield "ok waited";
            }
            case "flood" -> {
                for (int i = 0; i < 10_000; i++) {
                    progress.accept("x".repeat(1_000));
                }
                flooded.countDown();
                yield "ok flooded";
            }
            case "bug" -> throw new IllegalStateException("a planted failure of the desk");
            default -> {
                progress.accept("asked: " + request);
                yield "ok done\nover two lines";
            }
        };
    }

    /// The kernel says so in one of two ways.
    private static boolean hungUp(SocketChannel channel) throws IOException {
        try {
            return channel.read(ByteBuffer.allocate(1)) < 0;
        } catch (SocketException e) {
            return true;
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private SocketChannel connect() throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        channel.connect(ControlSocket.in(folder));
        return channel;
    }

    /// What the node says to octets that no client of ours would send.
    private String raw(byte[] octets) throws IOException {
        try (SocketChannel channel = connect()) {
            channel.write(ByteBuffer.wrap(octets));
            channel.shutdownOutput();
            return new String(
                    Channels.newInputStream(channel).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void aRequestGetsItsProgressAndItsLastLine() throws IOException {
        List<String> progress = new ArrayList<>();
        assertThat(ControlClient.ask(folder, "backup 0 /a b/ü", progress::add))
                .contains("ok done over two lines");
        assertThat(progress).containsExactly("asked: backup 0 /a b/ü");
    }

    @Test
    void whoWasAnsweredIsUnderNoDeadlineAnyMore() throws IOException {
        // Until the node hangs up: its last line comes before the deadline is taken back.
        assertThat(raw(new byte[] {'x', '\n'})).endsWith("ok done over two lines\n");
        assertThat(deadlines).isEmpty();
    }

    @Test
    void onlyTheNodesUserMayAsk() throws IOException {
        Path socket = folder.resolve(ControlSocket.NAME);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)))
                .isEqualTo("rw-------");
    }

    @Test
    void whereNoNodeRunsNobodyAnswers() throws IOException {
        server.close();
        assertThat(folder).isEmptyDirectory();
        assertThat(ControlClient.ask(folder, "x", _ -> {})).isEmpty();
    }

    @Test
    void theSocketOfAKilledProcessIsReplaced() throws IOException {
        server.close();
        Path socket = folder.resolve(ControlSocket.NAME);
        try (var killed = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            killed.bind(ControlSocket.in(folder));
        }
        assertThat(socket).exists();
        assertThat(ControlClient.ask(folder, "x", _ -> {})).isEmpty();
        start();
        assertThat(ControlClient.ask(folder, "x", _ -> {})).isPresent();
    }

    @Test
    void whatIsNoLineOfTextIsRefused() throws IOException {
        String refusal = "failed the request is no line of text\n";
        assertThat(raw(new byte[0])).isEqualTo(refusal);
        assertThat(raw("no end".getBytes(StandardCharsets.UTF_8))).isEqualTo(refusal);
        assertThat(raw(new byte[] {(byte) 0xc3, '\n'})).isEqualTo(refusal);
        assertThat(raw("two\nlines\n".getBytes(StandardCharsets.UTF_8))).isEqualTo(refusal);
        assertThat(raw("a\0b\n".getBytes(StandardCharsets.UTF_8))).isEqualTo(refusal);
        assertThat(raw("x".repeat(4_096).getBytes(StandardCharsets.UTF_8))).isEqualTo(refusal);
        assertThat(raw(("x".repeat(4_095) + "\n").getBytes(StandardCharsets.UTF_8)))
                .endsWith("ok done over two lines\n");
    }

    @Test
    void aBugOfTheDeskIsAnAnswerAndTheNextOneIsServed() throws IOException {
        assertThat(ControlClient.ask(folder, "bug", _ -> {}).orElseThrow())
                .startsWith("failed by a bug");
        assertThat(ControlClient.ask(folder, "x", _ -> {})).isPresent();
    }

    @Test
    void whoWritesNoRequestInTimeIsCutOff() throws Exception {
        try (SocketChannel slow = connect()) {
            slow.write(ByteBuffer.wrap(new byte[] {'b'}));
            deadlines.take().run();
            assertThat(hungUp(slow)).isTrue();
        }
    }

    @Test
    void whoReadsNoAnswerInTimeIsCutOffAndTheWorkGoesOn() throws Exception {
        try (SocketChannel deaf = connect()) {
            deaf.write(ByteBuffer.wrap("flood\n".getBytes(StandardCharsets.UTF_8)));
            // The request has been read: what is due from here on are lines of the answer.
            assertThat(deaf.read(ByteBuffer.allocate(1))).isEqualTo(1);
            deadlines.take().run();
            flooded.await();
            assertThat(Channels.newInputStream(deaf).readAllBytes().length).isLessThan(10_000_000);
        }
    }

    @Test
    void noMoreThanAFewAreServedAtATime() throws IOException {
        List<SocketChannel> waiting = new ArrayList<>();
        try {
            for (int i = 0; i < ControlServer.MAX_AT_ONCE; i++) {
                SocketChannel asker = connect();
                waiting.add(asker);
                asker.write(ByteBuffer.wrap("wait\n".getBytes(StandardCharsets.UTF_8)));
                assertThat(asker.read(ByteBuffer.allocate(100))).isEqualTo("waiting\n".length());
            }
            try (SocketChannel oneMore = connect()) {
                assertThat(hungUp(oneMore)).isTrue();
            }
        } finally {
            for (SocketChannel asker : waiting) {
                asker.close();
            }
        }
    }

    @Test
    void aPathTooLongForASocketIsRefusedWithWhatToDo() {
        Path deep = folder.resolve("x".repeat(100));
        assertThatThrownBy(() -> ControlServer.start(deep, this::deadline, this::answer))
                .isInstanceOf(InvalidValue.class)
                .hasMessageContaining("store.path")
                .hasMessageContaining("choose a shorter folder");
    }
}
