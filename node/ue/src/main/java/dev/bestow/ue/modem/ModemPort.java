package dev.bestow.ue.modem;

import dev.bestow.aka.UsimGone;
import dev.bestow.core.Clock;
import dev.bestow.core.Imsi;
import dev.bestow.core.InvalidValue;
import dev.bestow.core.Octets;
import dev.bestow.ue.card.CardPort;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// The port to the card in a modem. One platform thread speaks to the modem, as its waits are native; callers wait for
/// it, and it for no answer longer than it was told.
///
/// Whether a modem passes AUTHENTICATE, only AUTHENTICATE shows. So once, at the start, each way is asked with a
/// challenge that nobody made, to which a card says that its MAC is wrong. Never is one sent twice, whatever came of
/// it: the second would spend an SQN.
final class ModemPort implements CardPort {
    private static final String FIELD = "modem";
    private static final int INS_AT = 1;
    private static final byte INS_AUTHENTICATE = (byte) 0x88;
    private static final int EF_DIR_RECORDS = 8;

    /// RAND and AUTN of zeros.
    private static final byte[] CHALLENGE_OF_NOBODY = new byte[5 + 2 * 17];

    static {
        byte[] header = {0, INS_AUTHENTICATE, 0, (byte) 0x81, 2 * 17, 16};
        System.arraycopy(header, 0, CHALLENGE_OF_NOBODY, 0, header.length);
        CHALLENGE_OF_NOBODY[5 + 17] = 16;
    }

    private final String device;
    private final AtPort modem;
    private final ExecutorService thread =
            Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("modem").factory());
    private @Nullable CardWay way;

    private ModemPort(String device, AtPort modem) {
        this.device = device;
        this.modem = modem;
    }

    /// @param device its file, such as `/dev/ttyUSB2`
    /// @param answerMs the longest an answer may take
    static ModemPort open(String device, Clock clock, long answerMs) {
        var port = new ModemPort(device, new AtPort(SerialLine.open(device), clock, answerMs));
        try {
            port.onItsThread(port::begin);
            return port;
        } catch (UsimGone | InvalidValue e) {
            port.close();
            throw e;
        }
    }

    private boolean begin() {
        modem.ask("ATE0").close();
        // Numbers are clearer than words, and words than ERROR.
        modem.ask("AT+CMEE=1").close();
        try (AtAnswer pin = modem.ask("AT+CPIN?", AtPort.Wanted.behind("+CPIN:"))) {
            requireCard(pin.refusal());
            if (pin.text().strip().startsWith("SIM P")) {
                boolean blocked = pin.text().strip().startsWith("SIM PUK");
                requireCard(blocked ? CmeError.PUK : CmeError.PIN);
            }
        }
        way = firstThatWorks();
        return true;
    }

    private void requireCard(@Nullable CmeError refusal) {
        if (refusal != null && refusal.isOfTheCard()) {
            throw new InvalidValue(FIELD, device + ": " + refusal.words());
        }
    }

    private CardWay firstThatWorks() {
        Octets aid = aidByCuad().or(this::aidByEfDir).orElse(UsimAid.PREFIX);
        List<String> refused = new ArrayList<>();
        for (CardWay each : List.of(new CardWay.Csim(aid), new CardWay.Cgla(aid))) {
            String why = each.select(modem) ? refusalOfAuthenticate(each) : "finds no USIM";
            if (why == null) {
                return each;
            }
            each.leave(modem);
            refused.add(each.command() + " " + why);
        }
        throw new InvalidValue(
                FIELD,
                "%s does not pass AUTHENTICATE to its card: %s; take another modem, or a card reader"
                        .formatted(device, String.join(", ", refused)));
    }

    /// Null when the card itself has answered.
    private @Nullable String refusalOfAuthenticate(CardWay each) {
        try (AtAnswer answer = each.send(modem, CHALLENGE_OF_NOBODY.clone())) {
            requireCard(answer.refusal());
            if (!answer.isDone()) {
                return "refuses it";
            }
            byte[] status = ApduText.answer(answer.octets());
            int sw1 = status[status.length - 2] & 0xff;
            return sw1 == 0x6d || sw1 == 0x6e ? "gets no further than the SIM" : null;
        }
    }

    private Optional<Octets> aidByCuad() {
        try (AtAnswer answer = modem.ask("AT+CUAD", AtPort.Wanted.behindOrBare("+CUAD:"))) {
            return hex(answer.text().replace("\"", "").strip()).flatMap(UsimAid::in);
        }
    }

    private static Optional<Octets> hex(String text) {
        try {
            return Optional.of(Octets.parseHex("AID", text.toLowerCase(Locale.ROOT)));
        } catch (InvalidValue _) {
            return Optional.empty();
        }
    }

    /// EF_DIR 2F00 of the MF 3F00, record by record.
    private Optional<Octets> aidByEfDir() {
        var csim = new CardWay.Csim(UsimAid.PREFIX);
        for (String select : List.of("00a4000c023f00", "00a4000c022f00")) {
            if (raw(csim, select).isEmpty()) {
                return Optional.empty();
            }
        }
        for (int record = 1; record <= EF_DIR_RECORDS; record++) {
            Optional<byte[]> read = raw(csim, "00b2%02x0400".formatted(record));
            if (read.isPresent() && sw1(read.get()) == 0x6c) {
                int length = read.get()[1] & 0xff;
                read = raw(csim, "00b2%02x04%02x".formatted(record, length));
            }
            if (read.isEmpty() || sw1(read.get()) != 0x90) {
                return Optional.empty();
            }
            Optional<Octets> aid = UsimAid.in(Octets.copyOf(read.get()));
            if (aid.isPresent()) {
                return aid;
            }
        }
        return Optional.empty();
    }

    private static int sw1(byte[] answer) {
        return answer[answer.length - 2] & 0xff;
    }

    private Optional<byte[]> raw(CardWay by, String apdu) {
        try (AtAnswer answer = by.send(modem, Octets.parseHex("APDU", apdu).toArray())) {
            return answer.isDone()
                    ? Optional.of(ApduText.answer(answer.octets()))
                    : Optional.empty();
        }
    }

    /// The IMSI of the card in it at this moment; empty when the modem does not tell.
    Optional<Imsi> imsi() {
        return onItsThread(() -> {
            try (AtAnswer answer = modem.ask("AT+CIMI", AtPort.Wanted.behindOrBare("+CIMI:"))) {
                requireCardStill(answer.refusal());
                return imsi(answer.text().replace("\"", "").strip());
            }
        });
    }

    private static Optional<Imsi> imsi(String digits) {
        try {
            return Optional.of(Imsi.parse(digits));
        } catch (InvalidValue _) {
            return Optional.empty();
        }
    }

    private void requireCardStill(@Nullable CmeError refusal) {
        if (refusal != null && refusal.isOfTheCard()) {
            throw new UsimGone("modem " + device + ": " + refusal.words());
        }
    }

    @Override
    public boolean selectsUsim() {
        return true;
    }

    @Override
    public byte[] transmit(byte[] command) {
        return onItsThread(() -> transmitted(command));
    }

    private byte[] transmitted(byte[] command) {
        CardWay by = way;
        // The modem reads files of its own between two commands of ours.
        if (by == null || (command[INS_AT] == INS_AUTHENTICATE && !by.select(modem))) {
            throw new UsimGone("modem " + device + " finds no USIM in it any more");
        }
        try (AtAnswer answer = by.send(modem, command)) {
            CmeError refusal = answer.refusal();
            if (refusal != null) {
                throw new UsimGone("modem " + device + ": " + refusal.words());
            }
            return ApduText.answer(answer.octets());
        }
    }

    private <T> T onItsThread(Callable<T> work) {
        if (thread.isShutdown()) {
            throw new UsimGone("modem " + device + " was let go: start again");
        }
        Future<T> result = thread.submit(work);
        try {
            return result.get();
        } catch (ExecutionException e) {
            throw switch (e.getCause()) {
                case UsimGone gone -> gone;
                case InvalidValue refused -> refused;
                case null, default -> new IllegalStateException("a modem", e);
            };
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UsimGone("stopped while the modem was at work", e);
        }
    }

    /// Closes the logical channel, if one was opened, and lets the line go.
    @Override
    public void close() {
        if (!thread.isShutdown()) {
            thread.execute(this::leave);
            thread.close();
        }
    }

    private void leave() {
        try (modem) {
            if (way != null) {
                way.leave(modem);
            }
        } catch (UsimGone _) {
            // A modem that is gone has closed its channels.
        }
    }
}
