package dev.bestow.bench;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// A Redis of its own on loopback with appendfsync always, a connection for each caller. An MSET for two rows.
final class StoreOfRedis implements StoreContender, AutoCloseable {
    private static final String ROW = "x".repeat(256);

    private final Process server;
    private final int port;
    private final Queue<Connection> connections = new ConcurrentLinkedQueue<>();

    StoreOfRedis(Path folder) throws IOException {
        Files.createDirectories(folder);
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        server =
                new ProcessBuilder(
                                "redis-server",
                                "--port",
                                Integer.toString(port),
                                "--bind",
                                "127.0.0.1",
                                "--save",
                                "",
                                "--appendonly",
                                "yes",
                                "--appendfsync",
                                "always",
                                "--dir",
                                folder.toString())
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        awaitAnswer();
    }

    private void awaitAnswer() throws IOException {
        while (true) {
            try {
                connections.add(new Connection(port));
                return;
            } catch (IOException e) {
                if (!server.isAlive()) {
                    throw e;
                }
                Thread.onSpinWait();
            }
        }
    }

    /// As many profiles as callers ask for.
    void load(int profiles) throws IOException {
        Connection connection = new Connection(port);
        for (int number = 0; number < profiles; number++) {
            connection.ask(List.of("SET", "profile" + number, ROW));
        }
    }

    @Override
    public void putAndGet(int number) throws IOException {
        Connection connection = take();
        connection.ask(List.of("MSET", "key" + number, ROW, "rand" + number, "key" + number));
        connection.ask(List.of("MSET", "key" + number, ROW, "guti" + number, "key" + number));
        connection.ask(List.of("GET", "rand" + number));
        connection.ask(List.of("GET", "key" + number));
        connections.add(connection);
    }

    @Override
    public void profile(int number) throws IOException {
        Connection connection = take();
        connection.ask(List.of("GET", "profile" + number % StoreBench.REDIS_PROFILES));
        connections.add(connection);
    }

    private Connection take() throws IOException {
        Connection connection = connections.poll();
        return connection == null ? new Connection(port) : connection;
    }

    @Override
    public void close() {
        server.destroy();
    }

    /// As much of RESP as this needs: requests are arrays of strings, answers a line or a string.
    private static final class Connection {
        private final OutputStream out;
        private final DataInputStream in;

        Connection(int port) throws IOException {
            Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setTcpNoDelay(true);
            out = new BufferedOutputStream(socket.getOutputStream());
            in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
        }

        void ask(List<String> words) throws IOException {
            StringBuilder request = new StringBuilder("*" + words.size() + "\r\n");
            for (String word : words) {
                request.append("$" + word.length() + "\r\n" + word + "\r\n");
            }
            out.write(request.toString().getBytes(StandardCharsets.US_ASCII));
            out.flush();
            String answer = line();
            if (answer.startsWith("$") && !answer.equals("$-1")) {
                in.skipNBytes(Integer.parseInt(answer.substring(1)) + 2L);
            } else if (!answer.equals("+OK")) {
                throw new IOException("Redis answered " + answer);
            }
        }

        private String line() throws IOException {
            StringBuilder line = new StringBuilder();
            for (int octet = in.readUnsignedByte(); octet != '\n'; octet = in.readUnsignedByte()) {
                line.append((char) octet);
            }
            return line.toString().strip();
        }
    }
}
