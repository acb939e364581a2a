package dev.bestow.usim;

import javacard.framework.APDU;
import javacard.framework.Applet;
import javacard.framework.ISO7816;
import javacard.framework.ISOException;
import javacard.framework.MultiSelectable;
import javacard.framework.Util;

/// The enhanced USIM: AUTHENTICATE as TS 31.102 has it, with the e2m key set of solution 1 derived on the
/// way, and two commands of Bestow's own. There is no file system and no PIN.
///
/// ```
/// CLA | INS | P1 | P2 | Lc | data                               | answer
/// 00    88    00   81   22   10 | RAND 16 | 10 | AUTN 16          DB 08 RES 10 CK 10 IK, or DC 0E AUTS
/// 80    D6    00   00   28   K 16 | OPc 16 | SQN 6 | AMF bit 2    -                       PERSONALISE
/// 80    B6    00   00   -    -                                    RAND 16 | key set 32    GET E2M KEY SET
/// ```
///
/// PERSONALISE is taken once. SQN is where the card starts to count, zeros as a rule; the AMF bit tells
/// the runs that agree on e2m keys, zeros when all do. On a card in the field it would come through the
/// issuer's secure channel.
///
/// It may be selected on several logical channels at once: the modem runs AUTHENTICATE on its own, an
/// application asks for the key set on another.
public final class UsimApplet extends Applet implements MultiSelectable {
    private static final byte INS_AUTHENTICATE = (byte) 0x88;
    private static final byte INS_PERSONALISE = (byte) 0xd6;
    private static final byte INS_GET_E2M_KEY_SET = (byte) 0xb6;

    private static final byte CLA_BESTOW = (byte) 0x80;

    /// CLA without the logical channel, in the coding of the first four.
    private static final short WITHOUT_CHANNEL = 0xfc;

    private static final short PERSONALISATION = (short) (2 * Milenage.BLOCK + SqnArray.SQN + 2);
    private static final short CHALLENGE = 34;
    private static final short SW_REFERENCED_DATA_NOT_FOUND = 0x6a88;

    private final Authentication authentication = new Authentication();

    private UsimApplet() {}

    /// Called by the card's runtime, once.
    public static void install(byte[] parameters, short offset, byte length) {
        byte instanceAid = parameters[offset];
        if (instanceAid == 0) {
            new UsimApplet().register();
        } else {
            new UsimApplet().register(parameters, (short) (offset + 1), instanceAid);
        }
    }

    @Override
    public boolean select(boolean isSelectedElsewhere) {
        return true;
    }

    @Override
    public void deselect(boolean isSelectedElsewhere) {}

    @Override
    public void process(APDU apdu) {
        if (selectingApplet()) {
            return;
        }
        byte[] buffer = apdu.getBuffer();
        byte cla = (byte) (buffer[ISO7816.OFFSET_CLA] & WITHOUT_CHANNEL);
        byte ins = buffer[ISO7816.OFFSET_INS];
        if (cla == ISO7816.CLA_ISO7816 && ins == INS_AUTHENTICATE) {
            authenticate(apdu, buffer);
        } else if (cla == CLA_BESTOW && ins == INS_GET_E2M_KEY_SET) {
            getE2mKeySet(apdu, buffer);
        } else if (cla == CLA_BESTOW && ins == INS_PERSONALISE) {
            personalise(apdu, buffer);
        } else if (cla == ISO7816.CLA_ISO7816 || cla == CLA_BESTOW) {
            ISOException.throwIt(ISO7816.SW_INS_NOT_SUPPORTED);
        } else {
            ISOException.throwIt(ISO7816.SW_CLA_NOT_SUPPORTED);
        }
    }

    private void authenticate(APDU apdu, byte[] buffer) {
        requireParameters(buffer, (short) 0x0081);
        requireData(apdu, CHALLENGE);
        short at = ISO7816.OFFSET_CDATA;
        if (buffer[at] != Milenage.BLOCK || buffer[(short) (at + 17)] != Milenage.BLOCK) {
            ISOException.throwIt(ISO7816.SW_WRONG_DATA);
        }
        requirePersonalised();
        short length = authentication.answer(buffer, (short) (at + 1), (short) (at + 18));
        apdu.setOutgoingAndSend((short) 0, length);
    }

    private void getE2mKeySet(APDU apdu, byte[] buffer) {
        requireParameters(buffer, (short) 0);
        requirePersonalised();
        short length = authentication.copyE2mKeySet(buffer);
        if (length == 0) {
            ISOException.throwIt(SW_REFERENCED_DATA_NOT_FOUND);
        }
        apdu.setOutgoingAndSend((short) 0, length);
    }

    private void personalise(APDU apdu, byte[] buffer) {
        requireParameters(buffer, (short) 0);
        requireData(apdu, PERSONALISATION);
        if (authentication.isPersonalised()) {
            ISOException.throwIt(ISO7816.SW_CONDITIONS_NOT_SATISFIED);
        }
        authentication.personalise(buffer, ISO7816.OFFSET_CDATA);
        Util.arrayFillNonAtomic(buffer, ISO7816.OFFSET_CDATA, PERSONALISATION, (byte) 0);
    }

    private void requirePersonalised() {
        if (!authentication.isPersonalised()) {
            ISOException.throwIt(ISO7816.SW_CONDITIONS_NOT_SATISFIED);
        }
    }

    private static void requireParameters(byte[] buffer, short p1p2) {
        if (Util.getShort(buffer, ISO7816.OFFSET_P1) != p1p2) {
            ISOException.throwIt(ISO7816.SW_INCORRECT_P1P2);
        }
    }

    /// Takes the data in, all of which fit the buffer.
    private static void requireData(APDU apdu, short octets) {
        if (apdu.setIncomingAndReceive() != octets || apdu.getIncomingLength() != octets) {
            ISOException.throwIt(ISO7816.SW_WRONG_LENGTH);
        }
    }
}
