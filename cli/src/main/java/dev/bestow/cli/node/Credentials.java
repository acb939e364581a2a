package dev.bestow.cli.node;

import dev.bestow.aka.cards.CardFile;
import dev.bestow.core.InvalidValue;
import dev.bestow.core.Reason;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// The cards of devices that are software: the file that `provision` reads too.
final class Credentials {
    private Credentials() {}

    /// @throws InvalidValue when it cannot be read or a row of it is bad
    static CardFile read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            CardFile cards = CardFile.read(file.toString(), in);
            if (!cards.bad().isEmpty()) {
                throw new InvalidValue("credentials", cards.bad().getFirst().toString());
            }
            return cards;
        } catch (IOException e) {
            throw new InvalidValue("credentials", file + " cannot be read: " + Reason.of(e));
        }
    }
}
