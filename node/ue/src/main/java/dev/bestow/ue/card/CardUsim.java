package dev.bestow.ue.card;

import dev.bestow.aka.Autn;
import dev.bestow.aka.E2mAnswer;
import dev.bestow.aka.EnhancedUsim;
import dev.bestow.aka.UsimAnswer;
import dev.bestow.aka.UsimGone;
import dev.bestow.core.InvalidValue;
import dev.bestow.core.Rand;

/// The USIM of a card behind a [CardPort], which it owns. Any USIM answers [#authenticate]; one that is
/// no enhanced USIM says so to [#e2mKeySet]. Thread-safe: the card does one thing at a time.
///
/// It never verifies a PIN: a wrong one tried three times over by a program is a blocked card.
public final class CardUsim implements EnhancedUsim, AutoCloseable {
    /// GET RESPONSE and repetitions for one command. A card that wants more goes round in circles.
    private static final int MAX_TURNS = 8;

    /// The most data an answer has, over all turns.
    private static final int MAX_OCTETS = 256;

    private final CardPort port;

    private CardUsim(CardPort port) {
        this.port = port;
    }

    /// Selects the card's USIM. Refuses a card that has none; the port is closed then.
    public static CardUsim open(CardPort port) {
        CardUsim usim = new CardUsim(port);
        int status = port.selectsUsim() ? StatusWord.OK : usim.select();
        if (status != StatusWord.OK) {
            port.close();
            throw new InvalidValue("USIM", StatusWord.inWords(status));
        }
        return usim;
    }

    private int select() {
        try (ResponseApdu selected = answer(CommandApdu.selectUsim())) {
            return selected.status();
        } catch (UsimGone gone) {
            port.close();
            throw gone;
        }
    }

    @Override
    public synchronized UsimAnswer authenticate(Rand rand, Autn autn) {
        try (ResponseApdu response = answer(CommandApdu.authenticate(rand, autn))) {
            return AuthenticateResponse.decode(response);
        }
    }

    @Override
    public synchronized E2mAnswer e2mKeySet() {
        try (ResponseApdu response = answer(CommandApdu.getE2mKeySet())) {
            return E2mKeySetResponse.decode(response);
        }
    }

    /// The whole answer, however many turns the card takes (T=0, ISO/IEC 7816-3 clause 10.3.4): 6Cxx is
    /// the command again with the length the card names, 61xx and 9Fxx are more to be fetched. A status word of
    /// these that is left over is for the decoder to refuse.
    private ResponseApdu answer(byte[] command) {
        ResponseApdu all = new ResponseApdu(new byte[ResponseApdu.STATUS_OCTETS]);
        byte[] next = command;
        try {
            for (int turn = 0; turn < MAX_TURNS && all.left() <= MAX_OCTETS; turn++) {
                all = all.followedBy(part(next));
                switch (all.sw1()) {
                    case 0x6c -> next = CommandApdu.asking(next, all.sw2());
                    case 0x61, 0x9f -> next = CommandApdu.getResponse(all.sw2());
                    default -> {
                        return all;
                    }
                }
            }
        } catch (UsimGone gone) {
            // Half an answer may hold a key.
            all.close();
            throw gone;
        }
        return all;
    }

    private ResponseApdu part(byte[] command) {
        byte[] octets = port.transmit(command);
        if (octets.length < ResponseApdu.STATUS_OCTETS) {
            // A reader may say so of a card that is being pulled out.
            throw new UsimGone("the card answers without a status word: put it in and start again");
        }
        return new ResponseApdu(octets);
    }

    /// Lets the card go.
    @Override
    public synchronized void close() {
        port.close();
    }
}
