package dev.bestow.ue.card;

import dev.bestow.aka.UsimGone;
import dev.bestow.core.InvalidValue;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import javax.smartcardio.Card;
import javax.smartcardio.CardException;
import javax.smartcardio.CardTerminal;
import javax.smartcardio.TerminalFactory;

/// The port to a card in a PC/SC reader (pcscd on Linux). The card is held exclusively until [#close]:
/// another program that selects something between two commands of ours would get ours.
///
/// One platform thread speaks to the reader. PC/SC gives exclusive access to a thread, its calls are
/// native and know no timeout, so callers wait here and not there. A card that stays silent is given up:
/// nothing can end the call it sits in. The copies that the PC/SC provider makes of answers are out of
/// reach and are not wiped.
public final class CardReader implements CardPort {
    /// Stands for the first reader that has a card.
    public static final String ANY = "any";

    /// An answer of 256 octets and its status word, twice: the provider joins the turns of T=0 itself.
    private static final int ANSWER_OCTETS = 2 * (256 + 2);

    private final String name;
    private final long answerMs;
    private final ExecutorService thread =
            Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().daemon().name("card reader").factory());
    private @Nullable Card card;

    private CardReader(String name, long answerMs) {
        this.name = name;
        this.answerMs = answerMs;
    }

    /// @param name as PC/SC calls the reader, or [#ANY]
    /// @param answerMs the longest a command may take, the first one included
    public static CardReader open(String name, long answerMs) {
        CardReader reader = new CardReader(name, answerMs);
        try {
            reader.onItsThread(reader::connect);
            return reader;
        } catch (UsimGone | InvalidValue e) {
            reader.thread.shutdownNow();
            throw e;
        }
    }

    private String connect() throws CardException {
        Card connected = terminal().connect("*");
        connected.beginExclusive();
        card = connected;
        return "";
    }

    private CardTerminal terminal() throws CardException {
        List<CardTerminal> terminals = terminals();
        List<String> names = terminals.stream().map(CardTerminal::getName).toList();
        for (CardTerminal terminal : terminals) {
            boolean wanted = name.equals(ANY) || name.equals(terminal.getName());
            if (wanted && terminal.isCardPresent()) {
                return terminal;
            }
        }
        if (name.equals(ANY) || names.contains(name)) {
            throw new InvalidValue("card reader", name + " has no card; the readers are " + names);
        }
        throw new InvalidValue("card reader", "is one of " + names + " or any, not " + name);
    }

    private static List<CardTerminal> terminals() {
        try {
            return TerminalFactory.getInstance("PC/SC", null).terminals().list();
        } catch (NoSuchAlgorithmException | CardException e) {
            throw new InvalidValue(
                    "card reader",
                    "cannot be listed: is one plugged in, and does pcscd run? ("
                            + (e.getCause() == null ? e : e.getCause()).getMessage()
                            + ")");
        }
    }

    @Override
    public byte[] transmit(byte[] command) {
        return onItsThread(() -> transmitted(command));
    }

    private byte[] transmitted(byte[] command) throws CardException {
        Card connected = card;
        if (connected == null) {
            throw new CardException("the reader is closed");
        }
        ByteBuffer answer = ByteBuffer.allocate(ANSWER_OCTETS);
        connected.getBasicChannel().transmit(ByteBuffer.wrap(command), answer);
        byte[] octets = Arrays.copyOf(answer.array(), answer.position());
        Arrays.fill(answer.array(), (byte) 0);
        return octets;
    }

    private <T> T onItsThread(Callable<T> work) {
        if (thread.isShutdown()) {
            throw new UsimGone("the card in reader " + name + " was given up: start again");
        }
        Future<T> result = thread.submit(work);
        try {
            return result.get(answerMs, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            thread.shutdownNow();
            throw new UsimGone(
                    "the card in reader %s is silent for %d ms: take it out, put it in, start again"
                            .formatted(name, answerMs),
                    e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof InvalidValue refused ? refused : gone(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UsimGone("stopped while the card was at work", e);
        }
    }

    private UsimGone gone(@Nullable Throwable cause) {
        return new UsimGone(
                "the card in reader %s is gone: put it in and start again (%s)"
                        .formatted(name, cause),
                cause);
    }

    /// Resets the card, which forgets its e2m key set, and lets the reader go.
    @Override
    public void close() {
        if (!thread.isShutdown()) {
            thread.execute(this::disconnect);
            thread.shutdown();
        }
    }

    private void disconnect() {
        Card connected = card;
        card = null;
        if (connected == null) {
            return;
        }
        try {
            connected.endExclusive();
            connected.disconnect(true);
        } catch (CardException _) {
            // It is gone already, and with it what it was to forget.
        }
    }
}
