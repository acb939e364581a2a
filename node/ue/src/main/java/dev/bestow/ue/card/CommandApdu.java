package dev.bestow.ue.card;

import dev.bestow.aka.Autn;
import dev.bestow.core.Octets;
import dev.bestow.core.Rand;

import java.nio.ByteBuffer;

/// The commands this package sends (ISO/IEC 7816-4), on the basic logical channel:
///
/// ```
/// CLA | INS | P1 | P2 | Lc | data | Le
/// 00    A4    04   04   07   A0000000871002                    SELECT by the first octets of an AID
/// 00    88    00   81   22   10 | RAND 16 | 10 | AUTN 16 | 00  AUTHENTICATE, 3G/EPS context
/// 00    C0    00   00                                      Le  GET RESPONSE
/// 80    B6    00   00                                      30  GET E2M KEY SET
/// ```
///
/// The last one is Bestow's own, as class 8X is for; no specification has a command for solution 1.
final class CommandApdu {
    /// What every USIM's AID begins with: 3GPP's RID and the application code 1002 (TS 101 220).
    private static final Octets USIM_AID = Octets.parseHex("AID", "a0000000871002");

    private static final byte INS_AUTHENTICATE = (byte) 0x88;
    private static final byte CONTEXT_3G = (byte) 0x81;
    private static final byte INS_SELECT = (byte) 0xa4;
    private static final byte BY_AID = 0x04;
    private static final byte WITH_FCP = 0x04;
    private static final byte INS_GET_RESPONSE = (byte) 0xc0;
    private static final byte CLA_BESTOW = (byte) 0x80;
    private static final byte INS_GET_E2M_KEY_SET = (byte) 0xb6;
    private static final int HEADER_OCTETS = 4;

    private CommandApdu() {}

    /// Selects the card's first USIM. Its file control parameters are asked for because that is the form
    /// every card knows; nobody reads them.
    static byte[] selectUsim() {
        return header(0, INS_SELECT, BY_AID, WITH_FCP, 1 + USIM_AID.length() + 1)
                .put((byte) USIM_AID.length())
                .put(USIM_AID.toArray())
                .put((byte) 0)
                .array();
    }

    /// TS 31.102 clause 7.1.2.1.
    static byte[] authenticate(Rand rand, Autn autn) {
        int data = 1 + Rand.OCTETS + 1 + Autn.OCTETS;
        return header(0, INS_AUTHENTICATE, (byte) 0, CONTEXT_3G, 1 + data + 1)
                .put((byte) data)
                .put((byte) Rand.OCTETS)
                .put(rand.octets().toArray())
                .put((byte) Autn.OCTETS)
                .put(autn.octets().toArray())
                .put((byte) 0)
                .array();
    }

    /// The rest of an answer: `length` octets, 0 for 256.
    static byte[] getResponse(int length) {
        return header(0, INS_GET_RESPONSE, (byte) 0, (byte) 0, 1).put((byte) length).array();
    }

    static byte[] getE2mKeySet() {
        return header(CLA_BESTOW, INS_GET_E2M_KEY_SET, (byte) 0, (byte) 0, 1)
                .put((byte) E2mKeySetResponse.OCTETS)
                .array();
    }

    /// `command` again, asking for `length` octets as the card wants it (SW1 6C). All of ours end with
    /// Le.
    static byte[] asking(byte[] command, int length) {
        byte[] again = command.clone();
        again[again.length - 1] = (byte) length;
        return again;
    }

    private static ByteBuffer header(int cla, byte ins, byte p1, byte p2, int rest) {
        return ByteBuffer.allocate(HEADER_OCTETS + rest).put((byte) cla).put(ins).put(p1).put(p2);
    }
}
