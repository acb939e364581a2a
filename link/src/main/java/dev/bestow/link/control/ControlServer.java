package dev.bestow.link.control;

import dev.bestow.core.DurableFiles;
import dev.bestow.core.Reason;
import dev.bestow.core.Timers;
import dev.bestow.link.accept.Acceptor;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// A node's end of its [ControlSocket]. Each asker has a thread; there is a bound on how many, on the length
/// of a request, and on the time somebody may take to write it or to read a line of the answer.
public final class ControlServer implements AutoCloseable {
    /// Askers at a time; one more is turned away.
    static final int MAX_AT_ONCE = 4;

    /// For the whole request, and for each line of the answer.
    static final long DEADLINE_MS = 5_000;

    private static final Logger LOG = System.getLogger(ControlServer.class.getName());

    private final Path file;
    private final Acceptor<SocketChannel> acceptor;
    private final Timers timers;
    private final ControlDesk desk;
    private final Set<SocketChannel> askers = ConcurrentHashMap.newKeySet();

    private ControlServer(
            Path file, ServerSocketChannel listening, Timers timers, ControlDesk desk) {
        this.file = file;
        this.acceptor =
                new Acceptor<>(file.toString(), listening::accept, listening, this::admit, timers);
        this.timers = timers;
        this.desk = desk;
    }

    /// Listens in `folder`, made when missing, which this process must have to itself: a socket somebody left
    /// there is that of a process that was killed, and is replaced.
    ///
    /// @throws dev.bestow.core.InvalidValue when the path of `folder` is too long for a socket
    public static ControlServer start(Path folder, Timers timers, ControlDesk desk)
            throws IOException {
        UnixDomainSocketAddress address = ControlSocket.in(folder);
        DurableFiles.makeFolder(folder);
        Files.deleteIfExists(address.getPath());
        ServerSocketChannel listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            listening.bind(address);
            Files.setPosixFilePermissions(
                    address.getPath(), PosixFilePermissions.fromString("rw-------"));
        } catch (IOException e) {
            listening.close();
            throw new IOException("control socket " + address + ": " + Reason.of(e), e);
        }
        var server = new ControlServer(address.getPath(), listening, timers, desk);
        server.acceptor.start();
        return server;
    }

    private void admit(SocketChannel asker) {
        if (askers.size() >= MAX_AT_ONCE) {
            close(asker);
            return;
        }
        askers.add(asker);
        // A platform thread: what is asked for may spend minutes in native code.
        Thread.ofPlatform().daemon().name("control-asker").start(() -> serve(asker));
    }

    private void serve(SocketChannel asker) {
        try {
            String request = read(asker);
            write(asker, desk.answer(request, line -> tell(asker, line)));
        } catch (CharacterCodingException e) {
            tell(asker, ControlSocket.FAILED + " the request is no line of text");
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "somebody who asked has left: {0}", e);
        } catch (RuntimeException | Error e) {
            LOG.log(Level.ERROR, "answering at " + file + " failed", e);
            tell(asker, ControlSocket.FAILED + " by a bug; the node's log has it");
        } finally {
            askers.remove(asker);
            close(asker);
        }
    }

    /// @throws CharacterCodingException when no line comes within the limits
    private String read(SocketChannel asker) throws IOException {
        ByteBuffer octets = ByteBuffer.allocate(ControlSocket.MAX_REQUEST_OCTETS);
        Timers.Timer deadline = timers.after(DEADLINE_MS, () -> close(asker));
        try {
            while (asker.read(octets) >= 0) {
                if (octets.position() > 0 && octets.get(octets.position() - 1) == '\n') {
                    octets.limit(octets.position() - 1).position(0);
                    return line(StandardCharsets.UTF_8.newDecoder().decode(octets).toString());
                }
                if (!octets.hasRemaining()) {
                    break;
                }
            }
            throw new CharacterCodingException();
        } finally {
            deadline.cancel();
        }
    }

    private static String line(String text) throws CharacterCodingException {
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw new CharacterCodingException();
        }
        return text;
    }

    /// What is under way goes on without whoever asked for it.
    private void tell(SocketChannel asker, String line) {
        try {
            write(asker, line);
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "somebody who asked has left: {0}", e);
        }
    }

    private void write(SocketChannel asker, String line) throws IOException {
        ByteBuffer octets = StandardCharsets.UTF_8.encode(line.replace('\n', ' ') + "\n");
        Timers.Timer deadline = timers.after(DEADLINE_MS, () -> close(asker));
        try {
            while (octets.hasRemaining()) {
                asker.write(octets);
            }
        } finally {
            deadline.cancel();
        }
    }

    private static void close(AutoCloseable channel) {
        try {
            channel.close();
        } catch (Exception e) {
            LOG.log(Level.DEBUG, "a control socket does not close: {0}", e);
        }
    }

    /// Stops listening and hangs up. What was asked for and is under way hears nothing of it.
    @Override
    public void close() throws IOException {
        acceptor.close();
        askers.forEach(ControlServer::close);
        Files.deleteIfExists(file);
    }
}
