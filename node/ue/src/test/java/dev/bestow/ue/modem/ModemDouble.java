package dev.bestow.ue.modem;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A modem at a pseudo-terminal. By itself it behaves like a Quectel BG96; a test says in what its own is another.
public final class ModemDouble implements AutoCloseable {
    private static final Pattern CSIM = Pattern.compile("AT\\+CSIM=(\\d+),\"([0-9A-F]+)\"");
    private static final Pattern CGLA =
            Pattern.compile("AT\\+CGLA=([0-9a-f]+),(\\d+),\"([0-9A-F]+)\"");
    static final String OK = line("OK");

    private final PseudoTerminal terminal = new PseudoTerminal();
    private final List<String> commands = new CopyOnWriteArrayList<>();
    private final Function<String, @Nullable String> different;
    private final T0Card card;
    private final Thread thread;
    private volatile String imsi = "001010000000001";
    private volatile boolean echoes;
    private volatile boolean slow;

    /// Like any other, with the card of that subscriber.
    public ModemDouble(T0Card card, String imsi) {
        this(card, command -> null);
        this.imsi = imsi;
    }

    /// @param different the octets it answers to a command; null where it is like any other
    ModemDouble(T0Card card, Function<String, @Nullable String> different) {
        this.card = card;
        this.different = different;
        thread = Thread.ofPlatform().daemon().name("modem double").start(this::run);
    }

    static String line(String text) {
        return "\r\n" + text + "\r\n";
    }

    /// The file of its port.
    public String device() {
        return terminal.device();
    }

    /// What it was told.
    List<String> commands() {
        return commands;
    }

    /// Commands that hold `text`.
    public long told(String text) {
        return commands.stream().filter(command -> command.contains(text)).count();
    }

    void changeCard(String otherImsi) {
        imsi = otherImsi;
    }

    ModemDouble echoing() {
        echoes = true;
        return this;
    }

    /// It writes one octet after the other.
    ModemDouble slow() {
        slow = true;
        return this;
    }

    void write(String text) {
        if (slow) {
            text.chars().forEach(each -> terminal.write(Character.toString(each)));
        } else {
            terminal.write(text);
        }
    }

    private void run() {
        StringBuilder command = new StringBuilder();
        for (int octet = terminal.read(); octet >= 0; octet = terminal.read()) {
            if (octet != '\r') {
                command.append((char) octet);
                continue;
            }
            String told = command.toString();
            command.setLength(0);
            commands.add(told);
            if (echoes) {
                write(told + "\r");
            }
            String own = different.apply(told);
            write(own == null ? usual(told) : own);
        }
    }

    private String usual(String command) {
        Matcher csim = CSIM.matcher(command);
        if (csim.matches()) {
            return Integer.parseInt(csim.group(1)) == csim.group(2).length()
                    ? csim(card.answer(csim.group(2)))
                    : line("ERROR");
        }
        return switch (command) {
            case "AT", "ATE0", "AT+CMEE=1" -> OK;
            case "AT+CPIN?" -> line("+CPIN: READY") + OK;
            case "AT+CIMI" -> line(imsi) + OK;
            case "AT+CUAD" -> line("+CUAD: \"61184F10" + T0Card.AID + "50045553494D\"") + OK;
            default -> line("+CME ERROR: 4");
        };
    }

    static String csim(String answer) {
        return line("+CSIM: " + answer.length() + ",\"" + answer + "\"") + OK;
    }

    /// What a command of AT+CGLA has in it, asked of the card; null for any other.
    @Nullable String cgla(String command, String session) {
        Matcher cgla = CGLA.matcher(command);
        if (!cgla.matches() || !cgla.group(1).equals(session)) {
            return null;
        }
        String answer = card.answer(cgla.group(3));
        return line("+CGLA: " + answer.length() + ",\"" + answer + "\"") + OK;
    }

    /// Unplugs it.
    @Override
    public void close() {
        terminal.close();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
