package dev.bestow.bench;

import dev.bestow.core.Octets;
import dev.bestow.core.Secret;
import dev.bestow.wire.diameter.ApplicationId;
import dev.bestow.wire.diameter.AvpCursor;
import dev.bestow.wire.diameter.AvpDefinition;
import dev.bestow.wire.diameter.AvpType;
import dev.bestow.wire.diameter.BaseAvps;
import dev.bestow.wire.diameter.CommandCode;
import dev.bestow.wire.diameter.DiameterMessage;
import dev.bestow.wire.diameter.Envelope;
import dev.bestow.wire.diameter.MessageBuilder;
import dev.bestow.wire.diameter.Origin;
import dev.bestow.wire.diameter.Result;

/// Messages of the shape and size of AIR and AIA with one E-UTRAN vector (TS 29.272 clause 7.2.5), built
/// and read field by field through the codec as the MME and the HSS do it.
final class AirAia {
    static final String MME = "mmec12.mmegi8001.mme.epc.mnc001.mcc001.3gppnetwork.org";
    static final String HSS = "hss.epc.mnc001.mcc001.3gppnetwork.org";
    static final String REALM = "epc.mnc001.mcc001.3gppnetwork.org";

    private static final int TGPP = 10_415;
    private static final AvpDefinition VISITED_PLMN_ID =
            tgpp(1407, "Visited-PLMN-Id", AvpType.OCTET_STRING);
    private static final AvpDefinition REQUESTED =
            tgpp(1408, "Requested-EUTRAN-Authentication-Info", AvpType.GROUPED);
    private static final AvpDefinition VECTORS =
            tgpp(1410, "Number-Of-Requested-Vectors", AvpType.UNSIGNED32);
    private static final AvpDefinition IMMEDIATE =
            tgpp(1412, "Immediate-Response-Preferred", AvpType.UNSIGNED32);
    private static final AvpDefinition AUTHENTICATION_INFO =
            tgpp(1413, "Authentication-Info", AvpType.GROUPED);
    private static final AvpDefinition E_UTRAN_VECTOR =
            tgpp(1414, "E-UTRAN-Vector", AvpType.GROUPED);
    private static final AvpDefinition RAND = tgpp(1447, "RAND", AvpType.OCTET_STRING);
    private static final AvpDefinition XRES = tgpp(1448, "XRES", AvpType.OCTET_STRING);
    private static final AvpDefinition AUTN = tgpp(1449, "AUTN", AvpType.OCTET_STRING);
    private static final AvpDefinition KASME = tgpp(1450, "KASME", AvpType.OCTET_STRING);

    private static final Octets PLMN = Octets.parseHex("PLMN", "00f110");
    private static final Octets SIXTEEN = Octets.copyOf(new byte[16]);
    private static final Octets EIGHT = Octets.copyOf(new byte[8]);
    private static final Origin ORIGIN = new Origin(HSS, REALM);

    private AirAia() {}

    private static AvpDefinition tgpp(int code, String name, AvpType type) {
        return new AvpDefinition(code, TGPP, true, name, type);
    }

    static DiameterMessage request(int number) {
        MessageBuilder air =
                MessageBuilder.request(
                        CommandCode.AUTHENTICATION_INFORMATION,
                        ApplicationId.S6A,
                        DiameterMessage.FLAG_PROXIABLE);
        new Envelope(MME + ";1763683200;" + number, MME, REALM, HSS, REALM).putInto(air);
        return air.put(BaseAvps.USER_NAME, "00101" + (1_000_000_000 + number % 1_000_000_000))
                .put(VISITED_PLMN_ID, PLMN)
                .openGroup(REQUESTED)
                .put(VECTORS, 1)
                .put(IMMEDIATE, 1)
                .closeGroup()
                .build();
    }

    /// Reads the request as an HSS does and answers with one vector.
    static DiameterMessage answer(DiameterMessage request) {
        Envelope envelope = Envelope.from(request);
        String imsi = request.require(BaseAvps.USER_NAME).utf8();
        Octets plmn = request.require(VISITED_PLMN_ID).octets(3);
        AvpCursor wanted = request.require(REQUESTED).group();
        long vectors = 0;
        while (wanted.next()) {
            if (wanted.is(VECTORS)) {
                vectors = wanted.unsigned32();
            }
        }
        if (imsi.length() != 15
                || plmn.length() != 3
                || vectors != 1
                || !envelope.originHost().equals(MME)) {
            throw new IllegalStateException("not the request that was sent");
        }
        MessageBuilder aia = MessageBuilder.answerTo(request);
        ORIGIN.putInto(aia, Result.SUCCESS);
        try (Secret kasme = Secret.taking(new byte[32])) {
            aia.openGroup(AUTHENTICATION_INFO)
                    .openGroup(E_UTRAN_VECTOR)
                    .put(RAND, SIXTEEN)
                    .put(XRES, EIGHT)
                    .put(AUTN, SIXTEEN)
                    .put(KASME, kasme)
                    .closeGroup()
                    .closeGroup();
        }
        return aia.build();
    }

    /// Reads the answer as an MME does; false when it is not the expected one.
    static boolean isVector(DiameterMessage answer) {
        if (!Result.from(answer).isSuccess()) {
            return false;
        }
        AvpCursor info = answer.require(AUTHENTICATION_INFO).group();
        int parts = 0;
        while (info.next()) {
            AvpCursor vector = info.group();
            while (vector.next()) {
                if (vector.is(KASME)) {
                    try (Secret kasme = vector.secret(32)) {
                        parts += kasme.length();
                    }
                } else {
                    parts += vector.octets().length();
                }
            }
        }
        return parts == 16 + 8 + 16 + 32;
    }
}
