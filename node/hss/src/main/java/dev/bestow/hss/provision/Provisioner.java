package dev.bestow.hss.provision;

import dev.bestow.aka.MasterKey;
import dev.bestow.aka.SqnGenerator;
import dev.bestow.aka.UnwrapFailed;
import dev.bestow.aka.cards.Card;
import dev.bestow.aka.cards.CardFile;
import dev.bestow.core.Clock;
import dev.bestow.core.Entropy;
import dev.bestow.core.Imsi;
import dev.bestow.core.Octets;
import dev.bestow.core.Refused;
import dev.bestow.keystore.StoreFailure;
import dev.bestow.keystore.Subscriber;
import dev.bestow.keystore.SubscriberStore;
import dev.bestow.keystore.WrappedCredentials;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Stores the subscribers of card files: a file as a whole or not at all.
///
/// Repeating a file changes nothing. A row with another K or OPc than the stored one is another card: it
/// gets a new epoch, so that keys of the old one stop counting, and keeps the external identifier.
public final class Provisioner {
    private static final String ALGORITHM = "milenage";

    /// Octets of randomness in the local part of an external identifier: says nothing about the IMSI.
    private static final int EXTERNAL_OCTETS = 8;

    private final SubscriberStore store;
    private final MasterKey masterKey;
    private final ProvisionDefaults defaults;
    private final Entropy entropy;
    private final Clock clock;

    public Provisioner(
            SubscriberStore store,
            MasterKey masterKey,
            ProvisionDefaults defaults,
            Entropy entropy,
            Clock clock) {
        this.store = store;
        this.masterKey = masterKey;
        this.defaults = defaults;
        this.entropy = entropy;
        this.clock = clock;
    }

    /// Provisions one file.
    ///
    /// @param skipBad whether to store the good rows of a file that has bad ones
    /// @throws Refused when the file cannot be read
    /// @throws UnwrapFailed when a stored row was wrapped under another master key
    public ProvisionReport provision(Path file, boolean skipBad) {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            return provision(String.valueOf(file.getFileName()), in, skipBad);
        } catch (IOException e) {
            throw new Refused("card file " + file, "cannot be read: " + e);
        }
    }

    /// As [#provision(Path, boolean)], from a stream.
    public ProvisionReport provision(String name, InputStream in, boolean skipBad)
            throws IOException {
        try (CardFile file = CardFile.read(name, in)) {
            return provision(file, skipBad);
        }
    }

    private ProvisionReport provision(CardFile file, boolean skipBad) {
        Tally tally = new Tally();
        List<Subscriber> rows = new ArrayList<>();
        for (Card card : file.cards()) {
            Optional<Subscriber> known = store.find(card.imsi());
            Subscriber row =
                    known.isPresent() ? update(known.get(), card, tally) : add(card, tally);
            if (known.isEmpty() || !row.equals(known.get())) {
                rows.add(row);
            }
        }
        boolean storing = file.bad().isEmpty() || skipBad;
        if (storing) {
            storeAll(rows);
        }
        return new ProvisionReport(
                file.name(),
                storing,
                tally.added,
                tally.rekeyed,
                tally.changed,
                tally.unchanged,
                file.bad());
    }

    private void storeAll(List<Subscriber> rows) {
        List<Imsi> stale = rows.isEmpty() ? List.of() : store.putAll(rows);
        if (!stale.isEmpty()) {
            throw new StoreFailure(
                    stale.size()
                            + " subscribers were changed by somebody else meanwhile; nothing was"
                            + " stored, repeat");
        }
    }

    private Subscriber add(Card card, Tally tally) {
        tally.added++;
        long epoch = store.epochFloor(card.imsi());
        return row(card, wrap(card), epoch, sqnOffset(card), externalIdentifier());
    }

    private Subscriber update(Subscriber known, Card card, Tally tally) {
        if (!sameKeys(known, card)) {
            tally.rekeyed++;
            return row(
                    card,
                    wrap(card),
                    known.epoch() + 1,
                    sqnOffset(card),
                    known.externalIdentifier());
        }
        WrappedCredentials before = known.credentials();
        WrappedCredentials same =
                new WrappedCredentials(
                        ALGORITHM, before.wrappedK(), before.wrappedOpc(), card.amf().encode());
        Subscriber row =
                row(card, same, known.epoch(), known.sqnOffset(), known.externalIdentifier());
        if (row.equals(known)) {
            tally.unchanged++;
        } else {
            tally.changed++;
        }
        return row;
    }

    private Subscriber row(
            Card card,
            WrappedCredentials credentials,
            long epoch,
            long sqnOffset,
            String externalIdentifier) {
        return new Subscriber(
                card.imsi(),
                credentials,
                epoch,
                sqnOffset,
                defaults.cards(),
                externalIdentifier,
                defaults.allowedAs(),
                defaults.apn());
    }

    private WrappedCredentials wrap(Card card) {
        return new WrappedCredentials(
                ALGORITHM,
                masterKey.wrap(card.imsi(), card.credentials().k()),
                masterKey.wrap(card.imsi(), card.credentials().opc()),
                card.amf().encode());
    }

    private boolean sameKeys(Subscriber known, Card card) {
        try (var k = masterKey.unwrapK(known.imsi(), known.credentials().wrappedK());
                var opc = masterKey.unwrapOpc(known.imsi(), known.credentials().wrappedOpc())) {
            return k.equals(card.credentials().k()) && opc.equals(card.credentials().opc());
        }
    }

    /// How far the card is ahead of the time-based SEQ: nothing for nearly every card.
    private long sqnOffset(Card card) {
        var sqn = card.sqn();
        if (sqn == null) {
            return 0;
        }
        long now = Math.floorDiv(clock.nowMs() - SqnGenerator.EPOCH.toEpochMilli(), 1_000L);
        long seq = sqn.value() >>> defaults.cards().indBits();
        return Math.max(0, seq + 1 - now);
    }

    private String externalIdentifier() {
        byte[] local = new byte[EXTERNAL_OCTETS];
        entropy.fill(local);
        return Octets.copyOf(local).hex() + "@" + defaults.externalDomain();
    }

    /// Counts of one file.
    private static final class Tally {
        private int added;
        private int rekeyed;
        private int changed;
        private int unchanged;
    }
}
