package dev.bestow.ue.card;

import dev.bestow.core.Octets;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/// A card that answers SELECT with 9000 and everything after it as it was told.
final class ScriptedCard implements CardPort {
    private final Queue<byte[]> answers = new ArrayDeque<>();
    private final List<String> commands = new ArrayList<>();
    private boolean closed;

    /// @param answers to the commands after SELECT, in hex with status word
    static CardUsim usim(String... answers) {
        return CardUsim.open(new ScriptedCard("9000").then(answers));
    }

    /// @param select the answer to SELECT
    ScriptedCard(String select) {
        then(select);
    }

    ScriptedCard then(String... more) {
        for (String answer : more) {
            answers.add(Octets.parseHex("answer", answer).toArray());
        }
        return this;
    }

    /// What it was asked, in hex.
    List<String> commands() {
        return commands;
    }

    boolean isClosed() {
        return closed;
    }

    @Override
    public byte[] transmit(byte[] command) {
        commands.add(Octets.copyOf(command).hex());
        return answers.remove();
    }

    @Override
    public void close() {
        closed = true;
    }
}
