package dev.bestow.hss.provision;

import dev.bestow.aka.Amf;
import dev.bestow.aka.Credentials;
import dev.bestow.aka.InsecureTestXor;
import dev.bestow.aka.MasterKey;
import dev.bestow.aka.Sqn;
import dev.bestow.aka.SqnGenerator;
import dev.bestow.aka.SqnLimits;
import dev.bestow.aka.UnwrapFailed;
import dev.bestow.aka.cards.BadRow;
import dev.bestow.aka.cards.Card;
import dev.bestow.aka.cards.CardFile;
import dev.bestow.core.Clock;
import dev.bestow.core.Entropy;
import dev.bestow.core.Imsi;
import dev.bestow.core.InvalidValue;
import dev.bestow.core.Octets;
import dev.bestow.hss.ProfilePolicy;
import dev.bestow.keystore.StoreFailure;
import dev.bestow.keystore.Subscriber;
import dev.bestow.keystore.SubscriberStore;
import dev.bestow.keystore.Subscription;
import dev.bestow.keystore.WrappedCredentials;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Stores the subscribers of card files: a file as a whole or not at all.
///
/// Repeating a file changes nothing. A row with another algorithm, K or OPc than the stored one is another
/// card: it gets a new epoch, so that keys of the old one stop counting, and keeps the external identifier.
/// So does a subscriber that may use fewer application servers than before, or whose profile wants fewer
/// protections, with the card it has; and a card
/// whose numbers are to come from another scheme; they start above what the old one may have
/// issued. What the network gives a subscriber is no matter of its keys: it changes within the epoch.
public final class Provisioner {
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
    /// @throws InvalidValue when the file cannot be read
    /// @throws UnwrapFailed when a stored row was wrapped under another master key
    public ProvisionReport provision(Path file, boolean skipBad) {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            return provision(String.valueOf(file.getFileName()), in, skipBad);
        } catch (IOException e) {
            throw InvalidValue.unreadable("card file " + file, e);
        }
    }

    /// As [#provision(Path, boolean)], from a stream.
    public ProvisionReport provision(String name, InputStream in, boolean skipBad)
            throws IOException {
        try (CardFile file = read(name, in)) {
            return provision(file, skipBad);
        }
    }

    private CardFile read(String name, InputStream in) throws IOException {
        InsecureTestXor tolerated = defaults.tolerated();
        return tolerated == null
                ? CardFile.read(name, in)
                : CardFile.readTolerating(tolerated, name, in);
    }

    private ProvisionReport provision(CardFile file, boolean skipBad) {
        Tally tally = new Tally();
        List<Subscriber> rows = new ArrayList<>();
        List<BadRow> bad = new ArrayList<>(file.bad());
        for (Card card : file.cards()) {
            Optional<Subscriber> known = store.find(card.imsi());
            Subscription subscription =
                    new SubscriptionReader(
                                    defaults.profiles(),
                                    defaults.subscription(card),
                                    (cell, reason) ->
                                            bad.add(cell.bad(file.name(), card.line(), reason)))
                            .changed(
                                    known.map(Subscriber::subscription)
                                            .orElse(Subscription.STANDARD));
            if (subscription == null) {
                continue;
            }
            Entry entry = new Entry(card, subscription);
            Subscriber row =
                    known.isPresent() ? update(known.get(), entry, tally) : add(entry, tally);
            if (known.isEmpty() || !row.equals(known.get())) {
                rows.add(row);
            }
        }
        bad.sort(Comparator.comparingInt(BadRow::line));
        boolean storing = bad.isEmpty() || skipBad;
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
                bad,
                file.doubtful());
    }

    /// A row of the file, and what the subscription is after it.
    private record Entry(Card card, Subscription subscription) {}

    private void storeAll(List<Subscriber> rows) {
        List<Imsi> stale = rows.isEmpty() ? List.of() : store.putAll(rows);
        if (!stale.isEmpty()) {
            throw new StoreFailure(
                    stale.size()
                            + " subscribers were changed by somebody else meanwhile; nothing was"
                            + " stored, repeat");
        }
    }

    private Subscriber add(Entry entry, Tally tally) {
        tally.added++;
        Card card = entry.card();
        long epoch = store.epochFloor(card.imsi());
        return row(entry, wrap(card), epoch, firstSqn(seq(card)), externalIdentifier());
    }

    private Subscriber update(Subscriber known, Entry entry, Tally tally) {
        Card card = entry.card();
        boolean same = sameKeys(known, card);
        if (!same || known.cards().scheme() != defaults.cards().scheme()) {
            tally.rekeyed++;
            return row(
                    entry,
                    wrap(card),
                    known.epoch() + 1,
                    firstSqn(Math.max(seq(card), same ? highestSeq(known) : 0)),
                    known.externalIdentifier());
        }
        WrappedCredentials before = known.credentials();
        WrappedCredentials kept =
                new WrappedCredentials(
                        before.algorithm(), before.wrappedK(), before.wrappedOpc(), amf(card));
        long epoch = known.epoch() + (loses(known, entry.subscription()) ? 1 : 0);
        long sqnOffset = Math.max(known.sqnOffset(), firstSqn(seq(card)));
        Subscriber row = row(entry, kept, epoch, sqnOffset, known.externalIdentifier());
        if (row.equals(known)) {
            tally.unchanged++;
        } else {
            tally.changed++;
        }
        return row;
    }

    /// Whether an application server may no longer have keys, by the list or by its protection: those it could have
    /// had must end.
    private boolean loses(Subscriber known, Subscription subscription) {
        ProfilePolicy before = defaults.profiles().policy(known.subscription());
        return !defaults.allowedAs().containsAll(known.allowedAs())
                || before.isWiderThan(defaults.profiles().policy(subscription));
    }

    private Subscriber row(
            Entry entry,
            WrappedCredentials credentials,
            long epoch,
            long sqnOffset,
            String externalIdentifier) {
        return new Subscriber(
                entry.card().imsi(),
                credentials,
                epoch,
                sqnOffset,
                defaults.cards(),
                externalIdentifier,
                defaults.allowedAs(),
                entry.subscription());
    }

    private WrappedCredentials wrap(Card card) {
        return new WrappedCredentials(
                card.credentials().algorithm().name(),
                masterKey.wrap(card.imsi(), card.credentials().k()),
                masterKey.wrap(card.imsi(), card.credentials().variant()),
                amf(card));
    }

    private Octets amf(Card card) {
        return new Amf(card.amf().value() | defaults.e2mBit().value()).encode();
    }

    private boolean sameKeys(Subscriber known, Card card) {
        try (Credentials stored = new MasterKeyVault(masterKey).open(known)) {
            Credentials read = card.credentials();
            return stored.algorithm().name().equals(read.algorithm().name())
                    && stored.k().equals(read.k())
                    && stored.variant().equals(read.variant());
        }
    }

    /// The SEQ the file says the card has reached, or that of a fresh one: a floor. One more than it was is no harm,
    /// so the number an old HSS would have sent next does as well as the last it sent.
    private long seq(Card card) {
        Sqn sqn = card.sqn();
        return sqn == null ? 0 : sqn.value() >>> defaults.cards().indBits();
    }

    /// Nothing above it has been issued for this row.
    private long highestSeq(Subscriber known) {
        return switch (known.cards().scheme()) {
            case TIME_BASED -> now() + known.sqnOffset() + SqnLimits.DEFAULT.startBehindSeconds();
            case COUNTER -> known.sqnOffset();
        };
    }

    /// What makes the next number one above `reached`: that as the last one taken, or how far the card is ahead of the
    /// clock, nothing for nearly every card.
    private long firstSqn(long reached) {
        return switch (defaults.cards().scheme()) {
            case TIME_BASED -> Math.max(0, reached + 1 - now());
            case COUNTER -> reached;
        };
    }

    private long now() {
        return SqnGenerator.ticks(clock.nowMs());
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
