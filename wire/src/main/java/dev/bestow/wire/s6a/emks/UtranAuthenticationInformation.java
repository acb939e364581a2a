package dev.bestow.wire.s6a.emks;

import static dev.bestow.wire.s6a.S6aAvps.AUTHENTICATION_INFO;
import static dev.bestow.wire.s6a.S6aAvps.AUTN;
import static dev.bestow.wire.s6a.S6aAvps.CONFIDENTIALITY_KEY;
import static dev.bestow.wire.s6a.S6aAvps.IMMEDIATE_RESPONSE_PREFERRED;
import static dev.bestow.wire.s6a.S6aAvps.INTEGRITY_KEY;
import static dev.bestow.wire.s6a.S6aAvps.ITEM_NUMBER;
import static dev.bestow.wire.s6a.S6aAvps.NUMBER_OF_REQUESTED_VECTORS;
import static dev.bestow.wire.s6a.S6aAvps.REQUESTED_EUTRAN_AUTHENTICATION_INFO;
import static dev.bestow.wire.s6a.S6aAvps.REQUESTED_UTRAN_GERAN_AUTHENTICATION_INFO;
import static dev.bestow.wire.s6a.S6aAvps.RE_SYNCHRONIZATION_INFO;
import static dev.bestow.wire.s6a.S6aAvps.UTRAN_VECTOR;
import static dev.bestow.wire.s6a.S6aAvps.XRES;

import static java.util.Objects.requireNonNull;

import dev.bestow.core.Imsi;
import dev.bestow.core.Octets;
import dev.bestow.core.PlmnId;
import dev.bestow.core.Rand;
import dev.bestow.core.Secret;
import dev.bestow.keys.CkIk;
import dev.bestow.wire.diameter.ApplicationId;
import dev.bestow.wire.diameter.AvpCursor;
import dev.bestow.wire.diameter.AvpDictionary;
import dev.bestow.wire.diameter.BaseAvps;
import dev.bestow.wire.diameter.BestowAvps;
import dev.bestow.wire.diameter.Carriage;
import dev.bestow.wire.diameter.CommandCode;
import dev.bestow.wire.diameter.CommandCodec;
import dev.bestow.wire.diameter.CoreValues;
import dev.bestow.wire.diameter.DecodeException.Kind;
import dev.bestow.wire.diameter.Envelope;
import dev.bestow.wire.diameter.Grammar;
import dev.bestow.wire.diameter.MessageBuilder;
import dev.bestow.wire.diameter.Result;
import dev.bestow.wire.diameter.ResultCode;
import dev.bestow.wire.diameter.TgppAvps;
import dev.bestow.wire.diameter.TgppResult;
import dev.bestow.wire.s6a.EutranVector;
import dev.bestow.wire.s6a.ResynchronizationInfo;
import dev.bestow.wire.s6a.S6aAvps;
import dev.bestow.wire.s6t.KeyTerms;
import dev.bestow.wire.s6t.KeyTermsAvp;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/// AIR and AIA between an EMKS and the HSS (TS 29.272 clauses 7.2.5 and 7.2.6). To an SGSN the HSS would answer with
/// the same vector, and there is none here.
///
/// ```
/// AIR := <Session-Id> [DRMP] [Vendor-Specific-Application-Id] {Auth-Session-State} {Origin-Host}
///        {Origin-Realm} [Destination-Host] {Destination-Realm} {User-Name} *[Supported-Features]
///        {Requested-UTRAN-GERAN-Authentication-Info} {Visited-PLMN-Id} [AIR-Flags] *[Proxy-Info]
///        *[Route-Record]
/// AIA := <Session-Id> [DRMP] [Vendor-Specific-Application-Id] [Result-Code] [Experimental-Result]
///        [Error-Diagnostic] {Auth-Session-State} {Origin-Host} {Origin-Realm} *[Supported-Features]
///        [Authentication-Info] [UE-Usage-Type] [Failed-AVP] [Key-Push] *[Proxy-Info] *[Route-Record]
/// Requested-UTRAN-GERAN-Authentication-Info := [Number-Of-Requested-Vectors]
///        [Immediate-Response-Preferred] [Re-Synchronization-Info]
/// Authentication-Info := {UTRAN-Vector}
/// UTRAN-Vector := [Item-Number] {RAND} {XRES} {AUTN} {Confidentiality-Key} {Integrity-Key}
/// ```
///
/// Key-Push is drawn at [KeyTermsAvp]. The answer has one vector, however many are asked for: a run that nobody
/// answers leaves none behind. Whoever asks for E-UTRAN vectors is told by name that they are not for an EMKS.
///
/// Deviation: TS 29.272 knows no EMKS, and TR 33.863 no interface by which one gets its vectors.
public final class UtranAuthenticationInformation
        extends CommandCodec<
                UtranAuthenticationInformationRequest, UtranAuthenticationInformationAnswer> {
    private static final int KEY_OCTETS = 16;

    private final BestowAvps bestow;
    private final KeyTermsAvp keyTerms;
    private final Grammar request;
    private final Grammar requested;
    private final Grammar answer;
    private final Grammar info;
    private final Grammar vector;

    public UtranAuthenticationInformation(BestowAvps bestow) {
        super(CommandCode.AUTHENTICATION_INFORMATION, ApplicationId.S6A, Carriage.DIRECT);
        this.bestow = bestow;
        AvpDictionary known = bestow.dictionary().or(AvpDictionary.of(S6aAvps.ALL));
        keyTerms = new KeyTermsAvp(bestow, known);
        request =
                requestGrammar(
                        known,
                        List.of(
                                BaseAvps.USER_NAME,
                                TgppAvps.VISITED_PLMN_ID,
                                REQUESTED_UTRAN_GERAN_AUTHENTICATION_INFO),
                        List.of(BaseAvps.DESTINATION_HOST));
        requested =
                Grammar.of(
                        known,
                        List.of(),
                        List.of(
                                NUMBER_OF_REQUESTED_VECTORS,
                                RE_SYNCHRONIZATION_INFO,
                                IMMEDIATE_RESPONSE_PREFERRED));
        answer = Grammar.of(known, List.of(), List.of(AUTHENTICATION_INFO, bestow.keyPush));
        info = Grammar.of(known, List.of(UTRAN_VECTOR), List.of());
        vector =
                Grammar.of(
                        known,
                        List.of(TgppAvps.RAND, XRES, AUTN, CONFIDENTIALITY_KEY, INTEGRITY_KEY),
                        List.of(ITEM_NUMBER));
    }

    @Override
    protected void writeRequest(
            UtranAuthenticationInformationRequest air, Envelope envelope, MessageBuilder out) {
        envelope.putInto(out);
        out.put(BaseAvps.USER_NAME, air.imsi().digits())
                .openGroup(REQUESTED_UTRAN_GERAN_AUTHENTICATION_INFO)
                .put(NUMBER_OF_REQUESTED_VECTORS, 1);
        ResynchronizationInfo resynchronization = air.resynchronization();
        if (resynchronization != null) {
            out.put(RE_SYNCHRONIZATION_INFO, resynchronization.encode());
        }
        out.closeGroup().put(TgppAvps.VISITED_PLMN_ID, air.network().encode());
    }

    @Override
    protected UtranAuthenticationInformationRequest readRequest(AvpCursor avps) {
        Imsi imsi = null;
        PlmnId network = null;
        ResynchronizationInfo resynchronization = null;
        int seen = 0;
        while (avps.next()) {
            seen = request.tick(seen, avps);
            if (avps.is(BaseAvps.USER_NAME)) {
                imsi = CoreValues.imsi(avps);
            } else if (avps.is(TgppAvps.VISITED_PLMN_ID)) {
                network = CoreValues.plmnId(avps);
            } else if (avps.is(REQUESTED_UTRAN_GERAN_AUTHENTICATION_INFO)) {
                resynchronization = resynchronization(avps.group());
            } else if (avps.is(REQUESTED_EUTRAN_AUTHENTICATION_INFO)) {
                throw avps.refuse(Kind.AVP_NOT_ALLOWED);
            }
        }
        request.complete(seen);
        return new UtranAuthenticationInformationRequest(
                requireNonNull(imsi), requireNonNull(network), resynchronization);
    }

    private @Nullable ResynchronizationInfo resynchronization(AvpCursor avps) {
        ResynchronizationInfo resynchronization = null;
        int seen = 0;
        while (avps.next()) {
            seen = requested.tick(seen, avps);
            if (avps.is(RE_SYNCHRONIZATION_INFO)) {
                resynchronization =
                        ResynchronizationInfo.decode(avps.octets(ResynchronizationInfo.OCTETS));
            } else if (avps.is(NUMBER_OF_REQUESTED_VECTORS) && avps.unsigned32() == 0) {
                throw avps.refuse(Kind.AVP_VALUE);
            }
        }
        return resynchronization;
    }

    @Override
    protected Result result(UtranAuthenticationInformationAnswer aia) {
        return aia.result();
    }

    @Override
    protected UtranAuthenticationInformationAnswer failure(Result result) {
        if (result.equals(TgppResult.USER_UNKNOWN)) {
            return new UtranAuthenticationInformationAnswer.UserUnknown();
        }
        if (result.equals(Result.of(ResultCode.AUTHORIZATION_REJECTED))) {
            return new UtranAuthenticationInformationAnswer.AuthorizationRejected();
        }
        if (result.equals(TgppResult.AUTHENTICATION_DATA_UNAVAILABLE)) {
            return new UtranAuthenticationInformationAnswer.AuthenticationDataUnavailable();
        }
        return new UtranAuthenticationInformationAnswer.Failed(result);
    }

    @Override
    protected void writeAnswer(UtranAuthenticationInformationAnswer aia, MessageBuilder out) {
        if (aia
                instanceof
                UtranAuthenticationInformationAnswer.Success(UtranVector made, KeyTerms terms)) {
            writeVector(made, out);
            keyTerms.put(terms, out);
        }
    }

    private static void writeVector(UtranVector made, MessageBuilder out) {
        out.openGroup(AUTHENTICATION_INFO)
                .openGroup(UTRAN_VECTOR)
                .put(TgppAvps.RAND, made.rand().octets())
                .put(XRES, made.xres())
                .put(AUTN, made.autn());
        try (Secret ck = half(made.ckIk(), 0);
                Secret ik = half(made.ckIk(), KEY_OCTETS)) {
            out.put(CONFIDENTIALITY_KEY, ck).put(INTEGRITY_KEY, ik);
        }
        out.closeGroup().closeGroup();
    }

    private static Secret half(CkIk ckIk, int offset) {
        return ckIk.octets()
                .use(octets ->
                        Secret.taking(Arrays.copyOfRange(octets, offset, offset + KEY_OCTETS)));
    }

    @Override
    protected UtranAuthenticationInformationAnswer readSuccess(AvpCursor avps) {
        AvpCursor vectors = null;
        KeyTerms terms = null;
        int seen = 0;
        while (avps.next()) {
            seen = answer.tick(seen, avps);
            if (avps.is(AUTHENTICATION_INFO)) {
                vectors = avps.group();
            } else if (avps.is(bestow.keyPush)) {
                terms = keyTerms.read(avps.group());
            }
        }
        return terms == null
                ? new UtranAuthenticationInformationAnswer.NotSupported()
                : new UtranAuthenticationInformationAnswer.Success(
                        theOne(Grammar.present(vectors, AUTHENTICATION_INFO)), terms);
    }

    private UtranVector theOne(AvpCursor avps) {
        UtranVector one = null;
        int seen = 0;
        while (avps.next()) {
            seen = info.tick(seen, avps);
            if (avps.is(UTRAN_VECTOR)) {
                one = readVector(avps.group());
            }
        }
        info.complete(seen);
        return requireNonNull(one);
    }

    private UtranVector readVector(AvpCursor avps) {
        Rand rand = null;
        Octets xres = null;
        Octets autn = null;
        Secret ck = null;
        Secret ik = null;
        int seen = 0;
        while (avps.next()) {
            seen = vector.tick(seen, avps);
            if (avps.is(TgppAvps.RAND)) {
                rand = CoreValues.rand(avps);
            } else if (avps.is(XRES)) {
                xres = xres(avps);
            } else if (avps.is(AUTN)) {
                autn = avps.octets(EutranVector.AUTN_OCTETS);
            } else if (avps.is(CONFIDENTIALITY_KEY)) {
                ck = avps.secret(KEY_OCTETS);
            } else if (avps.is(INTEGRITY_KEY)) {
                ik = avps.secret(KEY_OCTETS);
            }
        }
        vector.complete(seen);
        return new UtranVector(
                requireNonNull(rand),
                requireNonNull(xres),
                requireNonNull(autn),
                joined(requireNonNull(ck), requireNonNull(ik)));
    }

    private static Octets xres(AvpCursor avp) {
        int length = avp.dataLength();
        if (length < EutranVector.MIN_XRES_OCTETS || length > EutranVector.MAX_XRES_OCTETS) {
            throw avp.refuse(Kind.AVP_LENGTH);
        }
        return avp.octets();
    }

    private static CkIk joined(Secret ck, Secret ik) {
        ByteBuffer both = ByteBuffer.allocate(CkIk.OCTETS);
        try (ck;
                ik) {
            ck.writeTo(both);
            ik.writeTo(both);
        }
        return new CkIk(Secret.taking(both.array()));
    }
}
