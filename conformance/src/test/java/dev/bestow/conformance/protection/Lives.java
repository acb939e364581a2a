package dev.bestow.conformance.protection;

import dev.bestow.core.Clock;
import dev.bestow.core.Eksi;
import dev.bestow.core.Entropy;
import dev.bestow.core.Guti;
import dev.bestow.core.KeyName;
import dev.bestow.core.KeyRoot;
import dev.bestow.core.Octets;
import dev.bestow.core.Rand;
import dev.bestow.session.key.FetchLimits;
import dev.bestow.session.key.KeyCache;
import dev.bestow.session.key.ReplayClaims;
import dev.bestow.session.ua.FullName;
import dev.bestow.session.ua.KAppObserver;
import dev.bestow.session.ua.Plaintext;
import dev.bestow.session.ua.RequestCounts;
import dev.bestow.session.ua.UaClient;
import dev.bestow.session.ua.UaServer;
import dev.bestow.wire.north.RetrievalAnswer;
import dev.bestow.wire.north.RetrievedKey;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.UnaryOperator;

/// A device and an endpoint that live three times over: each time the power of one is cut at one step, the device comes
/// back with what it has then, begins with the same message, and goes on with others. Of the first life all but the
/// first message is lost; later every third answer is. What arrived is sent again by somebody else. Of one thread.
final class Lives implements RequestCounts, ReplayClaims, Clock {
    private static final Instant NOW = Instant.parse("2027-01-15T08:00:00Z");
    private static final Guti GUTI = Guti.parse("00f110800112c0de0001");
    private static final Entropy STUCK = target -> Arrays.fill(target, (byte) 0xa5);
    private static final Plaintext FIRST = Plaintext.of("temperature 21.4 C o");
    private static final int LIVES = 3;
    private static final int REPORTS = 4;

    /// Counts that one write of the device's file pays for, as [dev.bestow.ue.DeviceFile] has it.
    private static final int BLOCK = 64;

    /// What a device has when its power comes back.
    enum Memory {
        /// Its file: the key, and which counts it may have used.
        FILE,
        /// Nothing. Its key was in that file too, so it attaches for another.
        NOTHING,
        /// A copy of its file from before.
        OLDER_COPY,
        /// Planted: its key and no counts, which no device of ours has.
        KEY_WITHOUT_COUNTS
    }

    /// Whose generator gives the same octets each time.
    enum Stuck {
        NONE,
        DEVICE,
        ENDPOINT,
        BOTH;

        boolean isOfDevice() {
            return this == DEVICE || this == BOTH;
        }
    }

    /// One way to live.
    ///
    /// @param exchange in which the power is cut: 0 begins a session
    record Cell(Form form, Step step, int exchange, Memory memory, Stuck stuck) {}

    private final Cell cell;
    private final Entropy ofDevice;
    private final Entropy ofEndpoint;
    private final Map<List<Octets>, Octets> digests = new HashMap<>();
    private final Map<List<Octets>, Octets> answers = new HashMap<>();
    private final List<byte[]> sent = new ArrayList<>();

    private Form.Key key = key(1);
    private long next;
    private long reserved;
    private long onDisk;
    private UnaryOperator<byte @Nullable []> endpoint;
    private Form.@Nullable Speaker device;
    private int life;
    private int exchanges;
    private int texts;
    private boolean armed;
    private int cuts;

    Lives(Cell cell, long seed) {
        this.cell = cell;
        Entropy fine = new Random(seed)::nextBytes;
        ofDevice = cell.stuck().isOfDevice() ? STUCK : fine;
        ofEndpoint = cell.stuck() == Stuck.ENDPOINT || cell.stuck() == Stuck.BOTH ? STUCK : fine;
        endpoint = restarted();
    }

    private static Form.Key key(int number) {
        byte[] rand = new byte[Rand.OCTETS];
        rand[Rand.OCTETS - 1] = (byte) number;
        return new Form.Key(
                new FullName.ByRand(new Rand(Octets.copyOf(rand))),
                new FullName.ByGuti(GUTI, new Eksi(number)),
                (byte) number);
    }

    /// Lives them all.
    ///
    /// @return how often the power was cut
    int run() {
        for (life = 0; life < LIVES; life++) {
            boot();
            armed = true;
            exchanges = 0;
            try {
                for (int i = 0; i < REPORTS; i++) {
                    say(i == 0 ? FIRST : another());
                }
            } catch (Step.PowerCut _) {
                // It was the device's: the next life.
            }
            armed = false;
            for (byte[] replayed : List.copyOf(sent)) {
                byte[] _ = endpoint.apply(replayed);
            }
        }
        return cuts;
    }

    private void boot() {
        switch (cell.memory()) {
            case FILE -> next = onDisk;
            case OLDER_COPY, KEY_WITHOUT_COUNTS -> {
                next = 0;
                onDisk = 0;
            }
            case NOTHING -> {
                key = key(key.octet() + 1);
                next = 0;
                onDisk = 0;
            }
        }
        reserved = onDisk;
        device = cell.form().speaker(key, new UaClient.Ports(ofDevice, this, KAppObserver.NONE));
    }

    private Plaintext another() {
        return Plaintext.of("temperature 21.4 C, " + texts++);
    }

    /// A report, sent again where the answer is lost, and said anew in another session where this one is unknown.
    private void say(Plaintext text) {
        Form.Speaker speaker = Objects.requireNonNull(device, "it was booted");
        boolean refused = true;
        for (int tries = 0; refused && tries < 2; tries++) {
            byte[] datagram = speaker.next(text);
            cutAt(Step.BEFORE_SENDING);
            if (life == 0 && exchanges > 0) {
                break;
            }
            sent.add(datagram);
            byte[] answer = handled(datagram);
            if (answer == null || sent.size() % 3 == 0) {
                answer = handled(datagram);
            }
            cutAt(Step.AFTER_SENDING);
            refused = answer != null && speaker.read(answer) == Form.Heard.REFUSED;
            cutAt(Step.AFTER_THE_ANSWER);
        }
        exchanges++;
    }

    /// As the endpoint handles it, with its power cut.
    private byte @Nullable [] handled(byte[] datagram) {
        try {
            byte[] answer = endpoint.apply(datagram);
            cutAt(Step.BEFORE_ANSWERING);
            if (isHere(Step.AFTER_ANSWERING)) {
                cut();
                endpoint = restarted();
            }
            return answer;
        } catch (Step.PowerCut cut) {
            endpoint = restarted();
            return null;
        }
    }

    private UnaryOperator<byte @Nullable []> restarted() {
        var keys = new KeyCache(this::fetch, this, KeyCache.STANDARD_NAMES, FetchLimits.DEFAULT);
        return cell.form()
                .server(
                        new UaServer.Ports(
                                keys, this, (_, _, text) -> answered(text), this, ofEndpoint));
    }

    private Plaintext answered(Plaintext text) {
        cutAt(Step.BEFORE_THE_DELIVERY);
        cutAt(Step.AFTER_THE_DELIVERY);
        return Plaintext.of("noted " + texts++ + " of " + text.length());
    }

    private RetrievalAnswer fetch(KeyName name, Octets asker) {
        for (int number = 1; number <= key.octet(); number++) {
            Form.Key one = key(number);
            if (name.equals(one.byRand().keyName()) || name.equals(one.byGuti().keyName())) {
                return new RetrievalAnswer.Keys(
                        List.of(
                                new RetrievedKey(
                                        one.leaf(),
                                        one.byRand().rand(),
                                        null,
                                        KeyRoot.CK_IK,
                                        NOW.plusSeconds(86_400),
                                        "meter1@example.net",
                                        cell.form().ciphered())));
            }
        }
        return new RetrievalAnswer.NotAvailable();
    }

    private boolean isHere(Step step) {
        return armed && cell.step() == step && cell.exchange() == exchanges;
    }

    private void cut() {
        armed = false;
        cuts++;
    }

    private void cutAt(Step step) {
        if (isHere(step)) {
            cut();
            throw new Step.PowerCut();
        }
    }

    @Override
    public long next() {
        if (cell.memory() == Memory.KEY_WITHOUT_COUNTS) {
            return 0;
        }
        if (next == reserved) {
            cutAt(Step.BEFORE_THE_FILE);
            onDisk = reserved + BLOCK;
            reserved = onDisk;
            cutAt(Step.AFTER_THE_FILE);
        }
        return next++;
    }

    /// What the endpoint has claimed outlives it.
    @Override
    public Outcome claim(Rand rand, Octets fresh, Octets digest, Instant expiry) {
        cutAt(Step.BEFORE_THE_CLAIM);
        List<Octets> mark = List.of(rand.octets(), fresh);
        Octets before = digests.putIfAbsent(mark, digest);
        cutAt(Step.AFTER_THE_CLAIM);
        if (before == null) {
            return new Outcome.Admitted();
        }
        return before.equals(digest)
                ? new Outcome.Repeat(answers.get(mark))
                : new Outcome.Replayed();
    }

    @Override
    public void storeResponse(Rand rand, Octets fresh, Octets response) {
        cutAt(Step.BEFORE_THE_ANSWER_IS_KEPT);
        answers.put(List.of(rand.octets(), fresh), response);
    }

    @Override
    public long nowMs() {
        return NOW.toEpochMilli();
    }

    @Override
    public long nowNs() {
        return 0;
    }
}
