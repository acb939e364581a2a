package dev.bestow.ue.card;

import dev.bestow.aka.Autn;
import dev.bestow.aka.E2mAnswer;
import dev.bestow.aka.UsimAnswer;
import dev.bestow.aka.UsimGone;
import dev.bestow.conformance.fuzz.Decoder;
import dev.bestow.core.InvalidValue;
import dev.bestow.core.Rand;

import java.util.Arrays;
import java.util.Map;

/// A card that answers with any octets, over as many turns as it likes.
public final class CardDecoders {
    /// By the names of their corpora.
    public static final Map<String, Decoder> ALL =
            Map.of("card-response", CardDecoders::response, "card", CardDecoders::card);

    private CardDecoders() {}

    private static void response(byte[] octets) {
        if (octets.length < ResponseApdu.STATUS_OCTETS) {
            return;
        }
        try (var response = new ResponseApdu(octets.clone())) {
            wipe(AuthenticateResponse.decode(response));
        }
        try (var response = new ResponseApdu(octets)) {
            wipe(E2mKeySetResponse.decode(response));
        }
    }

    private static void wipe(UsimAnswer answer) {
        if (answer instanceof UsimAnswer.Success(_, var ckIk)) {
            ckIk.octets().close();
        }
    }

    private static void wipe(E2mAnswer answer) {
        if (answer instanceof E2mAnswer.Held(_, var keySet)) {
            keySet.octets().close();
        }
    }

    /// Each answer is a length of one octet and as many octets.
    private static void card(byte[] octets) {
        try (CardUsim usim = CardUsim.open(new Card(octets))) {
            wipe(usim.authenticate(Rand.parse("00".repeat(16)), Autn.parse("00".repeat(16))));
            wipe(usim.e2mKeySet());
        } catch (UsimGone | InvalidValue _) {
            // Both are for whoever holds the card.
        }
    }

    private static final class Card implements CardPort {
        private final byte[] octets;
        private int at;

        Card(byte[] octets) {
            this.octets = octets;
        }

        @Override
        public byte[] transmit(byte[] command) {
            if (at >= octets.length) {
                throw new UsimGone("the card has said everything");
            }
            int length = octets[at++] & 0xff;
            int end = Math.min(octets.length, at + length);
            byte[] answer = Arrays.copyOfRange(octets, at, end);
            at = end;
            return answer;
        }

        @Override
        public void close() {}
    }
}
