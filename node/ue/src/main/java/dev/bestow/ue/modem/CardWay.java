package dev.bestow.ue.modem;

import dev.bestow.core.Octets;

import org.jspecify.annotations.Nullable;

/// How a modem passes commands to its card. Both are tried, with the command that counts: a modem may have the one or
/// the other, say that it has what it has not, and keep AUTHENTICATE for itself.
sealed interface CardWay {
    /// The command with which it selects.
    String command();

    /// What the modem says to one APDU.
    AtAnswer send(AtPort modem, byte[] apdu);

    /// Makes the USIM the one that is asked. False when this modem cannot.
    boolean select(AtPort modem);

    /// Lets it go.
    void leave(AtPort modem);

    /// AT+CSIM: the basic channel, which the modem uses too.
    record Csim(Octets aid) implements CardWay {
        private static final byte[] SELECT_BY_AID_WITHOUT_ANSWER = {0, (byte) 0xa4, 0x04, 0x0c};

        @Override
        public String command() {
            return "AT+CSIM";
        }

        @Override
        public AtAnswer send(AtPort modem, byte[] apdu) {
            return modem.ask("AT+CSIM=" + ApduText.of(apdu), AtPort.Wanted.behind("+CSIM:"));
        }

        @Override
        public boolean select(AtPort modem) {
            byte[] header = SELECT_BY_AID_WITHOUT_ANSWER;
            byte[] apdu = new byte[header.length + 1 + aid.length()];
            System.arraycopy(header, 0, apdu, 0, header.length);
            apdu[header.length] = (byte) aid.length();
            aid.writeTo(apdu, header.length + 1);
            try (AtAnswer answer = send(modem, apdu)) {
                return answer.isDone() && isGood(ApduText.answer(answer.octets()));
            }
        }

        /// 9000, or one of the cards that have an answer all the same.
        private static boolean isGood(byte[] status) {
            int sw1 = status[status.length - 2] & 0xff;
            return sw1 == 0x90 || sw1 == 0x61 || sw1 == 0x9f;
        }

        @Override
        public void leave(AtPort modem) {
            // Nothing was opened.
        }
    }

    /// AT+CCHO and AT+CGLA: a logical channel of our own, with the USIM selected. Its number is the modem's to write
    /// into CLA.
    final class Cgla implements CardWay {
        private static final int SESSION_MAX_OCTETS = 32;

        private final Octets aid;
        private @Nullable String session;

        Cgla(Octets aid) {
            this.aid = aid;
        }

        @Override
        public String command() {
            return "AT+CGLA";
        }

        @Override
        public AtAnswer send(AtPort modem, byte[] apdu) {
            String command = "AT+CGLA=" + session + "," + ApduText.of(apdu);
            return modem.ask(command, AtPort.Wanted.behind("+CGLA:"));
        }

        @Override
        public boolean select(AtPort modem) {
            if (session != null) {
                return true;
            }
            String command = "AT+CCHO=\"" + UsimAid.text(aid) + "\"";
            try (AtAnswer answer = modem.ask(command, AtPort.Wanted.behindOrBare("+CCHO:"))) {
                // Some write 16 digits, and none says what they mean.
                String said = answer.text().strip();
                boolean opened =
                        answer.isDone()
                                && !said.isEmpty()
                                && said.length() <= SESSION_MAX_OCTETS
                                && said.chars().allMatch(each -> Character.digit(each, 16) >= 0);
                session = opened ? said : null;
                return opened;
            }
        }

        @Override
        public void leave(AtPort modem) {
            String open = session;
            session = null;
            if (open != null) {
                modem.ask("AT+CCHC=" + open).close();
            }
        }
    }
}
