package dev.bestow.conformance;

import static org.awaitility.Awaitility.await;

import dev.bestow.core.InvalidValue;
import dev.bestow.core.Octets;
import dev.bestow.ue.card.CardReader;
import dev.bestow.usim.SimulatedCard;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.function.UnaryOperator;

/// A simulated card put into vpcd's virtual reader, which listens on loopback and speaks in frames:
///
/// ```
/// length 2 | octets
/// ```
///
/// One octet to the card is the reader's own: 0 power off, 1 power on, 2 reset, 4 answer to reset, and only
/// the last is answered. Anything longer is a command APDU.
final class VirtualCard {
    static final int PORT = 35963;

    private static final long ANSWER_MS = 10_000;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final int POWER_OFF = 0;
    private static final int POWER_ON = 1;
    private static final int RESET = 2;
    private static final int ANSWER_TO_RESET = 4;

    private final Inside card;
    private final Socket socket;

    private VirtualCard(Inside card, Socket socket) {
        this.card = card;
        this.socket = socket;
    }

    /// A card, as a reader finds it.
    ///
    /// @param answers to a command APDU, status word included
    /// @param reset power off and on
    /// @param answerToReset what it says when it gets power
    record Inside(UnaryOperator<byte[]> answers, Runnable reset, Octets answerToReset) {
        static Inside of(SimulatedCard card) {
            return new Inside(card::transmit, card::reset, card.answerToReset());
        }
    }

    /// Waits until pcscd has the reader.
    static void awaitReader() {
        await("reader").atMost(PATIENCE).until(VirtualCard::theReaderIsThere);
    }

    private static boolean theReaderIsThere() {
        try {
            CardReader.open(CardReader.ANY, ANSWER_MS).close();
            return true;
        } catch (InvalidValue e) {
            return e.reason().contains("Virtual PCD");
        }
    }

    /// Waits until pcscd has noticed that a card is in it.
    static CardReader awaitInserted() {
        return await("card")
                .atMost(PATIENCE)
                .ignoreException(InvalidValue.class)
                .until(() -> CardReader.open(CardReader.ANY, ANSWER_MS), _ -> true);
    }

    /// Puts `card` into the reader and answers on a thread of its own, until it is taken out.
    static VirtualCard insert(Inside card) throws IOException {
        VirtualCard virtual =
                new VirtualCard(card, new Socket(InetAddress.getLoopbackAddress(), PORT));
        Thread.ofPlatform().daemon().name("virtual card").start(virtual::answer);
        return virtual;
    }

    private void answer() {
        try (socket) {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            while (true) {
                byte[] asked = in.readNBytes(in.readUnsignedShort());
                byte[] answer = asked.length == 1 ? control(asked[0]) : card.answers().apply(asked);
                if (answer.length > 0) {
                    out.writeShort(answer.length);
                    out.write(answer);
                    out.flush();
                }
            }
        } catch (EOFException _) {
            // The reader let it go.
        } catch (IOException e) {
            if (!socket.isClosed()) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private byte[] control(byte code) {
        return switch (code) {
            case POWER_OFF, POWER_ON, RESET -> {
                card.reset().run();
                yield new byte[0];
            }
            case ANSWER_TO_RESET -> card.answerToReset().toArray();
            default -> throw new IllegalStateException("vpcd says " + code);
        };
    }

    /// Takes it out.
    void takeOut() throws IOException {
        socket.close();
    }
}
