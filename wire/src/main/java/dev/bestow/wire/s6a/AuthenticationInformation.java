package dev.bestow.wire.s6a;

import static dev.bestow.wire.s6a.S6aAvps.AUTHENTICATION_INFO;
import static dev.bestow.wire.s6a.S6aAvps.AUTN;
import static dev.bestow.wire.s6a.S6aAvps.E_UTRAN_VECTOR;
import static dev.bestow.wire.s6a.S6aAvps.IMMEDIATE_RESPONSE_PREFERRED;
import static dev.bestow.wire.s6a.S6aAvps.ITEM_NUMBER;
import static dev.bestow.wire.s6a.S6aAvps.KASME;
import static dev.bestow.wire.s6a.S6aAvps.NUMBER_OF_REQUESTED_VECTORS;
import static dev.bestow.wire.s6a.S6aAvps.REQUESTED_EUTRAN_AUTHENTICATION_INFO;
import static dev.bestow.wire.s6a.S6aAvps.RE_SYNCHRONIZATION_INFO;
import static dev.bestow.wire.s6a.S6aAvps.XRES;

import static java.util.Objects.requireNonNull;

import dev.bestow.core.Imsi;
import dev.bestow.core.Octets;
import dev.bestow.core.PlmnId;
import dev.bestow.core.Rand;
import dev.bestow.keys.Kasme;
import dev.bestow.keys.Ks;
import dev.bestow.wire.diameter.ApplicationId;
import dev.bestow.wire.diameter.AvpCursor;
import dev.bestow.wire.diameter.AvpDictionary;
import dev.bestow.wire.diameter.BaseAvps;
import dev.bestow.wire.diameter.BestowAvps;
import dev.bestow.wire.diameter.Carriage;
import dev.bestow.wire.diameter.CommandCode;
import dev.bestow.wire.diameter.CommandCodec;
import dev.bestow.wire.diameter.CoreValues;
import dev.bestow.wire.diameter.DecodeException;
import dev.bestow.wire.diameter.DecodeException.Kind;
import dev.bestow.wire.diameter.DiameterMessage;
import dev.bestow.wire.diameter.Envelope;
import dev.bestow.wire.diameter.Grammar;
import dev.bestow.wire.diameter.MessageBuilder;
import dev.bestow.wire.diameter.Result;
import dev.bestow.wire.diameter.ResultCode;
import dev.bestow.wire.diameter.TgppAvps;
import dev.bestow.wire.diameter.TgppResult;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// AIR and AIA (TS 29.272 clauses 7.2.5 and 7.2.6). The hot path of an attach storm: one pass with a
/// cursor, no object per AVP.
///
/// ```
/// AIR := <Session-Id> [DRMP] [Vendor-Specific-Application-Id] {Auth-Session-State} {Origin-Host}
///        {Origin-Realm} [Destination-Host] {Destination-Realm} {User-Name} *[Supported-Features]
///        [Requested-EUTRAN-Authentication-Info] [Requested-UTRAN-GERAN-Authentication-Info]
///        {Visited-PLMN-Id} [AIR-Flags] *[Proxy-Info] *[Route-Record]
/// AIA := <Session-Id> [DRMP] [Vendor-Specific-Application-Id] [Result-Code] [Experimental-Result]
///        [Error-Diagnostic] {Auth-Session-State} {Origin-Host} {Origin-Realm} *[Supported-Features]
///        [Authentication-Info] [UE-Usage-Type] [Failed-AVP] *[Proxy-Info] *[Route-Record]
/// Requested-EUTRAN-Authentication-Info := [Number-Of-Requested-Vectors]
///        [Immediate-Response-Preferred] [Re-Synchronization-Info]
/// Authentication-Info := *[E-UTRAN-Vector] *[UTRAN-Vector] *[GERAN-Vector]
/// E-UTRAN-Vector := [Item-Number] {RAND} {XRES} {AUTN} {KASME} [Ks]
/// ```
///
/// Bestow serves E-UTRAN only, so it misses Requested-EUTRAN-Authentication-Info where a request has none.
final class AuthenticationInformation
        extends CommandCodec<AuthenticationInformationRequest, AuthenticationInformationAnswer> {
    private final BestowAvps bestow;
    private final AvpDictionary known;
    private final Grammar request;
    private final Grammar requested;
    private final Grammar answer;
    private final Grammar vector;

    AuthenticationInformation(BestowAvps bestow, AvpDictionary known) {
        super(CommandCode.AUTHENTICATION_INFORMATION, ApplicationId.S6A, Carriage.CONFIDENTIAL);
        this.bestow = bestow;
        request =
                requestGrammar(
                        known,
                        List.of(
                                BaseAvps.USER_NAME,
                                TgppAvps.VISITED_PLMN_ID,
                                REQUESTED_EUTRAN_AUTHENTICATION_INFO),
                        List.of(BaseAvps.DESTINATION_HOST));
        requested =
                Grammar.of(
                        known,
                        List.of(),
                        List.of(
                                NUMBER_OF_REQUESTED_VECTORS,
                                RE_SYNCHRONIZATION_INFO,
                                IMMEDIATE_RESPONSE_PREFERRED));
        answer = Grammar.of(known, List.of(AUTHENTICATION_INFO), List.of());
        this.known = known;
        vector =
                Grammar.of(
                        known,
                        List.of(TgppAvps.RAND, XRES, AUTN, KASME),
                        List.of(ITEM_NUMBER, bestow.ks));
    }

    @Override
    protected void writeRequest(
            AuthenticationInformationRequest air, Envelope envelope, MessageBuilder out) {
        envelope.putInto(out);
        out.put(BaseAvps.USER_NAME, air.imsi().digits());
        if (air.appKeySupported()) {
            bestow.putFeatures(out);
        }
        out.openGroup(REQUESTED_EUTRAN_AUTHENTICATION_INFO)
                .put(NUMBER_OF_REQUESTED_VECTORS, air.requestedVectors());
        ResynchronizationInfo resynchronization = air.resynchronization();
        if (resynchronization != null) {
            out.put(RE_SYNCHRONIZATION_INFO, resynchronization.encode());
        }
        out.closeGroup().put(TgppAvps.VISITED_PLMN_ID, air.visitedPlmn().encode());
    }

    @Override
    protected AuthenticationInformationRequest readRequest(AvpCursor avps) {
        Imsi imsi = null;
        PlmnId visitedPlmn = null;
        int requestedVectors = 1;
        ResynchronizationInfo resynchronization = null;
        boolean appKey = false;
        int seen = 0;
        while (avps.next()) {
            seen = request.tick(seen, avps);
            if (avps.is(BaseAvps.USER_NAME)) {
                imsi = CoreValues.imsi(avps);
            } else if (avps.is(TgppAvps.VISITED_PLMN_ID)) {
                visitedPlmn = CoreValues.plmnId(avps);
            } else if (avps.is(TgppAvps.SUPPORTED_FEATURES)) {
                appKey |= bestow.announcesAppKey(avps);
            } else if (avps.is(REQUESTED_EUTRAN_AUTHENTICATION_INFO)) {
                AvpCursor inner = avps.group();
                int innerSeen = 0;
                while (inner.next()) {
                    innerSeen = requested.tick(innerSeen, inner);
                    if (inner.is(NUMBER_OF_REQUESTED_VECTORS)) {
                        requestedVectors = requestedVectors(inner);
                    } else if (inner.is(RE_SYNCHRONIZATION_INFO)) {
                        resynchronization =
                                ResynchronizationInfo.decode(
                                        inner.octets(ResynchronizationInfo.OCTETS));
                    }
                }
            }
        }
        request.complete(seen);
        return new AuthenticationInformationRequest(
                requireNonNull(imsi),
                requireNonNull(visitedPlmn),
                requestedVectors,
                resynchronization,
                appKey);
    }

    /// Anybody may ask for 2^32 - 1 vectors; how many there are is the HSS's choice.
    private static int requestedVectors(AvpCursor avp) {
        long count = avp.unsigned32();
        if (count == 0) {
            throw avp.refuse(Kind.AVP_VALUE);
        }
        return (int) Math.min(count, Integer.MAX_VALUE);
    }

    @Override
    protected Result result(AuthenticationInformationAnswer aia) {
        return aia.result();
    }

    @Override
    protected AuthenticationInformationAnswer failure(Result result, DiameterMessage answer) {
        if (result.equals(TgppResult.UNKNOWN_EPS_SUBSCRIPTION)) {
            return new AuthenticationInformationAnswer.UnknownEpsSubscription(
                    ErrorDiagnostic.from(answer));
        }
        if (result.equals(TgppResult.ROAMING_NOT_ALLOWED)) {
            return new AuthenticationInformationAnswer.RoamingNotAllowed(
                    ErrorDiagnostic.from(answer));
        }
        return failure(result);
    }

    @Override
    protected AuthenticationInformationAnswer failure(Result result) {
        if (result.equals(TgppResult.USER_UNKNOWN)) {
            return new AuthenticationInformationAnswer.UserUnknown();
        }
        if (result.equals(Result.of(ResultCode.AUTHORIZATION_REJECTED))) {
            return new AuthenticationInformationAnswer.AuthorizationRejected();
        }
        if (result.equals(TgppResult.AUTHENTICATION_DATA_UNAVAILABLE)) {
            return new AuthenticationInformationAnswer.AuthenticationDataUnavailable();
        }
        return new AuthenticationInformationAnswer.Failed(result);
    }

    @Override
    protected void writeAnswer(AuthenticationInformationAnswer aia, MessageBuilder out) {
        if (!(aia instanceof AuthenticationInformationAnswer.Success(List<EutranVector> vectors))) {
            ErrorDiagnostic.put(aia.diagnostic(), out);
            return;
        }
        for (EutranVector each : vectors) {
            if (each.ks() != null) {
                bestow.putFeatures(out);
                break;
            }
        }
        out.openGroup(AUTHENTICATION_INFO);
        for (EutranVector each : vectors) {
            writeVector(each, vectors.size() > 1, out);
        }
        out.closeGroup();
    }

    private void writeVector(EutranVector each, boolean numbered, MessageBuilder out) {
        out.openGroup(E_UTRAN_VECTOR);
        if (numbered) {
            out.put(ITEM_NUMBER, each.itemNumber());
        }
        out.put(TgppAvps.RAND, each.rand().octets())
                .put(XRES, each.xres())
                .put(AUTN, each.autn())
                .put(KASME, each.kasme().octets());
        Ks ks = each.ks();
        if (ks != null) {
            out.put(bestow.ks, ks.octets());
        }
        out.closeGroup();
    }

    @Override
    protected AuthenticationInformationAnswer readSuccess(AvpCursor avps) {
        List<EutranVector> vectors = new ArrayList<>(1);
        int seen = 0;
        while (avps.next()) {
            seen = answer.tick(seen, avps);
            if (avps.is(AUTHENTICATION_INFO)) {
                AvpCursor inner = avps.group();
                while (inner.next()) {
                    known.requireKnown(inner);
                    if (inner.is(E_UTRAN_VECTOR)) {
                        vectors.add(readVector(inner.group(), vectors.size() + 1));
                    }
                }
            }
        }
        answer.complete(seen);
        if (vectors.isEmpty()) {
            throw DecodeException.missing(E_UTRAN_VECTOR);
        }
        vectors.sort(Comparator.comparingInt(EutranVector::itemNumber));
        return new AuthenticationInformationAnswer.Success(vectors);
    }

    private static int itemNumber(AvpCursor avp) {
        long number = avp.unsigned32();
        if (number < 1 || number > Integer.MAX_VALUE) {
            throw avp.refuse(Kind.AVP_VALUE);
        }
        return (int) number;
    }

    private static Octets xres(AvpCursor avp) {
        int length = avp.dataLength();
        if (length < EutranVector.MIN_XRES_OCTETS || length > EutranVector.MAX_XRES_OCTETS) {
            throw avp.refuse(Kind.AVP_LENGTH);
        }
        return avp.octets();
    }

    /// @param position counts from 1 and stands in for an Item-Number that is not there
    private EutranVector readVector(AvpCursor avps, int position) {
        int itemNumber = position;
        Rand rand = null;
        Octets xres = null;
        Octets autn = null;
        Kasme kasme = null;
        Ks ks = null;
        int seen = 0;
        while (avps.next()) {
            seen = vector.tick(seen, avps);
            if (avps.is(ITEM_NUMBER)) {
                itemNumber = itemNumber(avps);
            } else if (avps.is(TgppAvps.RAND)) {
                rand = CoreValues.rand(avps);
            } else if (avps.is(XRES)) {
                xres = xres(avps);
            } else if (avps.is(AUTN)) {
                autn = avps.octets(EutranVector.AUTN_OCTETS);
            } else if (avps.is(KASME)) {
                kasme = new Kasme(avps.secret(Kasme.OCTETS));
            } else if (avps.is(bestow.ks)) {
                ks = new Ks(avps.secret(Ks.OCTETS));
            }
        }
        vector.complete(seen);
        return new EutranVector(
                itemNumber,
                requireNonNull(rand),
                requireNonNull(xres),
                requireNonNull(autn),
                requireNonNull(kasme),
                ks);
    }
}
