package dev.bestow.link.control;

import dev.bestow.core.Reason;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/// The asker's end of a [ControlSocket].
public final class ControlClient {
    private ControlClient() {}

    /// Asks the node whose data are in `folder` and returns its last line; empty when none is running there.
    /// Waits for as long as it takes.
    ///
    /// @param progress gets the lines before the last
    public static Optional<String> ask(Path folder, String request, Consumer<String> progress)
            throws IOException {
        Optional<SocketChannel> node = connect(folder);
        if (node.isEmpty()) {
            return Optional.empty();
        }
        try (SocketChannel channel = node.get()) {
            ByteBuffer octets = StandardCharsets.UTF_8.encode(request + "\n");
            while (octets.hasRemaining()) {
                channel.write(octets);
            }
            return Optional.of(last(channel, progress));
        } catch (IOException e) {
            return Optional.of(ControlSocket.FAILED + " the node hung up: " + Reason.of(e));
        }
    }

    private static Optional<SocketChannel> connect(Path folder) throws IOException {
        UnixDomainSocketAddress address = ControlSocket.in(folder);
        if (!Files.exists(address.getPath())) {
            return Optional.empty();
        }
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.connect(address);
            return Optional.of(channel);
        } catch (ConnectException e) {
            // Left by a process that was killed.
            channel.close();
            return Optional.empty();
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private static String last(SocketChannel channel, Consumer<String> progress)
            throws IOException {
        var lines = new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8));
        String line = lines.readLine();
        while (line != null) {
            if (line.startsWith(ControlSocket.OK + " ")
                    || line.startsWith(ControlSocket.FAILED + " ")) {
                return line;
            }
            progress.accept(line);
            line = lines.readLine();
        }
        return ControlSocket.FAILED + " the node hung up; its log may say why";
    }
}
