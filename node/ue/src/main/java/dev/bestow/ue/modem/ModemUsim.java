package dev.bestow.ue.modem;

import dev.bestow.aka.Autn;
import dev.bestow.aka.E2mAnswer;
import dev.bestow.aka.EnhancedUsim;
import dev.bestow.aka.UsimAnswer;
import dev.bestow.aka.UsimGone;
import dev.bestow.core.Clock;
import dev.bestow.core.Imsi;
import dev.bestow.core.InvalidValue;
import dev.bestow.core.Rand;
import dev.bestow.ue.card.CardUsim;

import org.jspecify.annotations.Nullable;

import java.util.Optional;

/// The USIM in a modem that passes commands to it: neither firmware of the modem nor an applet on the card takes part.
/// The card may be changed while this runs, so before and after each AKA run it is looked at whose it is. Thread-safe.
public final class ModemUsim implements EnhancedUsim, AutoCloseable {
    /// Modems answer within seconds, if they do.
    private static final long ANSWER_MS = 10_000;

    private final ModemPort port;
    private final CardUsim usim;
    private final Imsi imsi;

    private ModemUsim(ModemPort port, CardUsim usim, Imsi imsi) {
        this.port = port;
        this.usim = usim;
        this.imsi = imsi;
    }

    /// @param device the file of its port for AT commands, such as `/dev/ttyUSB2`
    /// @param expected whose card it should be; null for any
    public static ModemUsim open(String device, @Nullable Imsi expected, Clock clock) {
        return open(device, expected, clock, ANSWER_MS);
    }

    static ModemUsim open(String device, @Nullable Imsi expected, Clock clock, long answerMs) {
        ModemPort port = ModemPort.open(device, clock, answerMs);
        try {
            Imsi imsi = imsi(device, port.imsi(), expected);
            return new ModemUsim(port, CardUsim.open(port), imsi);
        } catch (UsimGone | InvalidValue e) {
            port.close();
            throw e;
        }
    }

    private static Imsi imsi(String device, Optional<Imsi> found, @Nullable Imsi expected) {
        if (expected == null) {
            return found.orElseThrow(() ->
                    new InvalidValue("usim.imsi", "is needed: modem " + device + " tells none"));
        }
        if (found.filter(imsi -> !imsi.equals(expected)).isPresent()) {
            throw new InvalidValue(
                    "usim.imsi", "is another than that of the card in modem " + device);
        }
        return expected;
    }

    /// Of its card.
    public Imsi imsi() {
        return imsi;
    }

    @Override
    public synchronized UsimAnswer authenticate(Rand rand, Autn autn) {
        requireSameCard();
        UsimAnswer answer = usim.authenticate(rand, autn);
        try {
            requireSameCard();
            return answer;
        } catch (UsimGone gone) {
            if (answer instanceof UsimAnswer.Success(_, var ckIk)) {
                ckIk.octets().close();
            }
            throw gone;
        }
    }

    private void requireSameCard() {
        if (port.imsi().filter(found -> !found.equals(imsi)).isPresent()) {
            throw new UsimGone("the card in the modem is another one now: start again");
        }
    }

    @Override
    public E2mAnswer e2mKeySet() {
        return usim.e2mKeySet();
    }

    /// Lets card and modem go.
    @Override
    public void close() {
        usim.close();
    }
}
