package dev.bestow.link.accept;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestow.core.Timers;

import org.junit.jupiter.api.Test;

import java.io.Closeable;
import java.io.IOException;
import java.net.SocketException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/// An acceptor on the test's own thread, its listener and its pauses in the test's hands.
class AcceptorTest {
    private final Queue<Step> steps = new ArrayDeque<>();
    private final Queue<Runnable> pauses = new ArrayDeque<>();
    private final List<String> admitted = new ArrayList<>();
    private final List<String> dropped = new ArrayList<>();
    private int closed;
    private final Acceptor<Closeable> acceptor =
            new Acceptor<>(
                    "here",
                    () -> steps.remove().accept(),
                    () -> closed++,
                    this::admit,
                    this::pause);

    /// What the listener does next.
    @FunctionalInterface
    private interface Step {
        Closeable accept() throws IOException;
    }

    private record Caller(String name, List<String> dropped) implements Closeable {
        @Override
        public void close() {
            dropped.add(name);
        }
    }

    private void admit(Closeable connection) {
        String name = ((Caller) connection).name();
        admitted.add(name);
        if (name.equals("bad")) {
            throw new IllegalStateException("planted");
        }
    }

    private Timers.Timer pause(long delayMs, Runnable action) {
        assertThat(delayMs).isEqualTo(Acceptor.PAUSE_MS);
        pauses.add(action);
        return () -> {};
    }

    private void call(String name) {
        steps.add(() -> new Caller(name, dropped));
    }

    private static Closeable outOfFiles() throws IOException {
        throw new SocketException("Too many open files");
    }

    private Closeable closing() throws IOException {
        acceptor.close();
        throw new SocketException("Socket closed");
    }

    @Test
    void callersAreAdmittedUntilTheListenerIsClosed() {
        call("one");
        call("two");
        steps.add(this::closing);
        acceptor.run();
        assertThat(admitted).containsExactly("one", "two");
        assertThat(dropped).isEmpty();
        assertThat(pauses).isEmpty();
    }

    @Test
    void aListenerThatFailsIsLeftAloneForAPauseEachTime() {
        steps.add(AcceptorTest::outOfFiles);
        steps.add(AcceptorTest::outOfFiles);
        call("one");
        steps.add(this::closing);
        acceptor.run();
        assertThat(steps).hasSize(3);
        assertThat(pauses).hasSize(1);
        acceptor.run();
        assertThat(admitted).isEmpty();
        assertThat(pauses).hasSize(2);
        acceptor.run();
        assertThat(admitted).containsExactly("one");
        assertThat(pauses).hasSize(2);
    }

    @Test
    void aCallerWhoseAdmissionFailsIsHungUpOnAndTheNextIsAdmitted() {
        call("bad");
        call("good");
        steps.add(this::closing);
        acceptor.run();
        acceptor.run();
        assertThat(admitted).containsExactly("bad", "good");
        assertThat(dropped).containsExactly("bad");
        assertThat(pauses).hasSize(1);
    }

    @Test
    void aListenerClosedDuringAPauseIsNotAskedAgain() throws IOException {
        steps.add(AcceptorTest::outOfFiles);
        acceptor.run();
        acceptor.close();
        call("too late");
        pauses.remove().run();
        acceptor.run();
        assertThat(closed).isEqualTo(1);
        assertThat(steps).hasSize(1);
        assertThat(admitted).isEmpty();
    }
}
