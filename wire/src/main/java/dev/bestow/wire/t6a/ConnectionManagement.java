package dev.bestow.wire.t6a;

import static dev.bestow.wire.diameter.BaseAvps.SERVICE_SELECTION;
import static dev.bestow.wire.diameter.TgppAvps.RAT_TYPE;
import static dev.bestow.wire.diameter.TgppAvps.USER_IDENTIFIER;
import static dev.bestow.wire.diameter.TgppAvps.VISITED_PLMN_ID;
import static dev.bestow.wire.t6a.T6aAvps.BEARER_IDENTIFIER;
import static dev.bestow.wire.t6a.T6aAvps.CONNECTION_ACTION;

import static java.util.Objects.requireNonNull;

import dev.bestow.core.Octets;
import dev.bestow.core.PlmnId;
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
import dev.bestow.wire.diameter.TgppResult;
import dev.bestow.wire.diameter.UserIdentifier;
import dev.bestow.wire.s6a.RatType;

import java.util.List;

/// CMR and CMA (TS 29.128 clauses 6.2.5 and 6.2.6).
///
/// ```
/// CMR := <Session-Id> <User-Identifier> <Bearer-Identifier> [DRMP] {Auth-Session-State} {Origin-Host}
///        {Origin-Realm} [Destination-Host] {Destination-Realm} [CMR-Flags]
///        [Maximum-UE-Availability-Time] *[Supported-Features] [Connection-Action]
///        [Service-Selection] [Serving-PLMN-Rate-Control] [Extended-PCO]
///        [3GPP-Charging-Characteristics] [RAT-Type] [Terminal-Information] [Visited-PLMN-Id]
///        [Key-Confirm] *[Proxy-Info] *[Route-Record]
/// CMA := <Session-Id> [DRMP] [Result-Code] [Experimental-Result] {Auth-Session-State} {Origin-Host}
///        {Origin-Realm} *[Supported-Features] [PDN-Connection-Charging-ID] [Extended-PCO]
///        [Failed-AVP] [Key-Answer] *[Proxy-Info] *[Route-Record]
/// ```
///
/// Key-Confirm and its Key-Answer are drawn at [KeyConfirmAvp].
///
/// Deviation: TS 29.128 wants action, APN, RAT and PLMN at establishment only, and charging
/// characteristics with them. Bestow's MME sends the four always and misses them when they are absent; its
/// subscriptions have no charging characteristics.
final class ConnectionManagement
        extends CommandCodec<ConnectionManagementRequest, ConnectionManagementAnswer> {
    private final BestowAvps bestow;
    private final KeyConfirmAvp keyConfirm;
    private final Grammar request;

    ConnectionManagement(BestowAvps bestow, AvpDictionary known) {
        super(CommandCode.CONNECTION_MANAGEMENT, ApplicationId.T6A, Carriage.DIRECT);
        this.bestow = bestow;
        keyConfirm = new KeyConfirmAvp(bestow, known);
        request =
                requestGrammar(
                        known,
                        List.of(
                                USER_IDENTIFIER,
                                BEARER_IDENTIFIER,
                                CONNECTION_ACTION,
                                SERVICE_SELECTION,
                                RAT_TYPE,
                                VISITED_PLMN_ID),
                        List.of(BaseAvps.DESTINATION_HOST, bestow.keyConfirm));
    }

    @Override
    protected void writeRequest(
            ConnectionManagementRequest cmr, Envelope envelope, MessageBuilder out) {
        envelope.putSessionInto(out);
        new UserIdentifier(cmr.imsi(), null).putInto(out);
        out.put(BEARER_IDENTIFIER, Octets.copyOf(new byte[] {(byte) cmr.bearerId()}));
        envelope.putRouteInto(out);
        KeyConfirm confirm = cmr.keyConfirm();
        if (confirm != null) {
            bestow.putFeatures(out);
        }
        out.put(CONNECTION_ACTION, cmr.action().code())
                .put(SERVICE_SELECTION, cmr.apn())
                .put(RAT_TYPE, cmr.ratType().code())
                .put(VISITED_PLMN_ID, cmr.visitedPlmn().encode());
        if (confirm != null) {
            keyConfirm.put(confirm, out);
        }
    }

    @Override
    protected ConnectionManagementRequest readRequest(AvpCursor avps) {
        UserIdentifier user = null;
        int bearerId = 0;
        ConnectionAction action = null;
        String apn = null;
        RatType ratType = null;
        PlmnId visitedPlmn = null;
        AvpCursor confirm = null;
        int seen = 0;
        while (avps.next()) {
            seen = request.tick(seen, avps);
            if (avps.is(USER_IDENTIFIER)) {
                user = UserIdentifier.from(avps);
            } else if (avps.is(BEARER_IDENTIFIER)) {
                bearerId = bearerId(avps);
            } else if (avps.is(CONNECTION_ACTION)) {
                action = ConnectionAction.from(avps);
            } else if (avps.is(SERVICE_SELECTION)) {
                apn = avps.utf8();
            } else if (avps.is(RAT_TYPE)) {
                ratType = new RatType(avps.integer32());
            } else if (avps.is(VISITED_PLMN_ID)) {
                visitedPlmn = CoreValues.plmnId(avps);
            } else if (avps.is(bestow.keyConfirm)) {
                confirm = avps.group();
            }
        }
        request.complete(seen);
        requireNonNull(user);
        return new ConnectionManagementRequest(
                user.imsi(),
                bearerId,
                requireNonNull(action),
                requireNonNull(apn),
                requireNonNull(visitedPlmn),
                requireNonNull(ratType),
                confirm == null ? null : keyConfirm.read(user.imsi(), confirm));
    }

    private static int bearerId(AvpCursor avp) {
        int id = avp.octets(1).at(0);
        if (id < ConnectionManagementRequest.MIN_BEARER_ID
                || id > ConnectionManagementRequest.MAX_BEARER_ID) {
            throw avp.refuse(Kind.AVP_VALUE);
        }
        return id;
    }

    @Override
    protected Result result(ConnectionManagementAnswer cma) {
        return switch (cma) {
            case ConnectionManagementAnswer.Success _ -> Result.SUCCESS;
            case ConnectionManagementAnswer.UserUnknown _ -> TgppResult.USER_UNKNOWN;
            case ConnectionManagementAnswer.OperationNotAllowed _ ->
                    TgppResult.OPERATION_NOT_ALLOWED;
            case ConnectionManagementAnswer.NiddConfigurationNotAvailable _ ->
                    TgppResult.NIDD_CONFIGURATION_NOT_AVAILABLE;
            case ConnectionManagementAnswer.Failed failed -> Result.of(failed.resultCode());
        };
    }

    @Override
    protected ConnectionManagementAnswer failure(Result result) {
        if (result.equals(TgppResult.USER_UNKNOWN)) {
            return new ConnectionManagementAnswer.UserUnknown();
        }
        if (result.equals(TgppResult.OPERATION_NOT_ALLOWED)) {
            return new ConnectionManagementAnswer.OperationNotAllowed();
        }
        if (result.equals(TgppResult.NIDD_CONFIGURATION_NOT_AVAILABLE)) {
            return new ConnectionManagementAnswer.NiddConfigurationNotAvailable();
        }
        return new ConnectionManagementAnswer.Failed(result.code());
    }

    @Override
    protected void writeAnswer(ConnectionManagementAnswer cma, MessageBuilder out) {
        if (cma instanceof ConnectionManagementAnswer.Success(KeyConfirmAnswer confirmed)) {
            keyConfirm.putAnswer(confirmed, out);
        }
    }

    @Override
    protected ConnectionManagementAnswer readSuccess(AvpCursor avps) {
        return new ConnectionManagementAnswer.Success(keyConfirm.readAnswer(avps));
    }
}
