package dev.bestow.wire.s6a;

import static dev.bestow.wire.s6a.S6aAvps.SUBSCRIPTION_DATA;
import static dev.bestow.wire.s6a.S6aAvps.ULA_FLAGS;
import static dev.bestow.wire.s6a.S6aAvps.ULR_FLAGS;

import static java.util.Objects.requireNonNull;

import dev.bestow.core.Imei;
import dev.bestow.core.Imsi;
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
import dev.bestow.wire.diameter.DiameterMessage;
import dev.bestow.wire.diameter.Envelope;
import dev.bestow.wire.diameter.Grammar;
import dev.bestow.wire.diameter.MessageBuilder;
import dev.bestow.wire.diameter.Result;
import dev.bestow.wire.diameter.TgppAvps;
import dev.bestow.wire.diameter.TgppResult;

import java.util.List;

/// ULR and ULA (TS 29.272 clauses 7.2.3 and 7.2.4).
///
/// ```
/// ULR := <Session-Id> [DRMP] [Vendor-Specific-Application-Id] {Auth-Session-State} {Origin-Host}
///        {Origin-Realm} [Destination-Host] {Destination-Realm} {User-Name} *[Supported-Features]
///        [Terminal-Information] {RAT-Type} {ULR-Flags} [UE-SRVCC-Capability] {Visited-PLMN-Id}
///        [SGSN-Number] [Homogeneous-Support-of-IMS-Voice-Over-PS-Sessions] [GMLC-Address]
///        *[Active-APN] [Supported-Services] [Access-Security] *[Proxy-Info] *[Route-Record]
/// ULA := <Session-Id> [DRMP] [Vendor-Specific-Application-Id] [Result-Code] [Experimental-Result]
///        [Error-Diagnostic] {Auth-Session-State} {Origin-Host} {Origin-Realm} *[Supported-Features]
///        [ULA-Flags] [Subscription-Data] [Failed-AVP] *[Proxy-Info] *[Route-Record]
/// ```
///
/// Subscription-Data is drawn at [SubscriptionDataAvp]. Bestow's MME never asks to leave it out, so it
/// misses it where a success has none. Supported-Features of 3GPP are read over, and none is claimed: this HSS bars no
/// service, has no closed groups, regional subscription or LCS data, and what it does restrict it enforces itself.
final class UpdateLocation extends CommandCodec<UpdateLocationRequest, UpdateLocationAnswer> {
    /// ULA-Flags bit 0: the HSS keeps MME and SGSN apart.
    private static final int ULA_SEPARATION = 1;

    private final BestowAvps bestow;
    private final TerminalInformationAvp terminalInformation;
    private final SubscriptionDataAvp subscriptionData;
    private final Grammar request;
    private final Grammar answer;

    UpdateLocation(BestowAvps bestow, AvpDictionary known) {
        super(CommandCode.UPDATE_LOCATION, ApplicationId.S6A, Carriage.OPEN);
        this.bestow = bestow;
        terminalInformation = new TerminalInformationAvp(known);
        subscriptionData = new SubscriptionDataAvp(bestow, known);
        request =
                requestGrammar(
                        known,
                        List.of(
                                BaseAvps.USER_NAME,
                                TgppAvps.RAT_TYPE,
                                ULR_FLAGS,
                                TgppAvps.VISITED_PLMN_ID),
                        List.of(
                                BaseAvps.DESTINATION_HOST,
                                TgppAvps.TERMINAL_INFORMATION,
                                bestow.accessSecurity));
        answer = Grammar.of(known, List.of(SUBSCRIPTION_DATA), List.of(ULA_FLAGS));
    }

    @Override
    protected void writeRequest(UpdateLocationRequest ulr, Envelope envelope, MessageBuilder out) {
        envelope.putInto(out);
        out.put(BaseAvps.USER_NAME, ulr.imsi().digits());
        if (ulr.appKeySupported()) {
            bestow.putFeatures(out);
        }
        Imei imei = ulr.imei();
        if (imei != null) {
            terminalInformation.put(imei, out);
        }
        out.put(TgppAvps.RAT_TYPE, ulr.ratType().code())
                .put(ULR_FLAGS, ulr.flags().bits())
                .put(TgppAvps.VISITED_PLMN_ID, ulr.visitedPlmn().encode());
        AccessSecurity accessSecurity = ulr.accessSecurity();
        if (accessSecurity != null) {
            out.put(bestow.accessSecurity, accessSecurity.encode());
        }
    }

    @Override
    protected UpdateLocationRequest readRequest(AvpCursor avps) {
        Imsi imsi = null;
        PlmnId visitedPlmn = null;
        RatType ratType = null;
        UlrFlags flags = null;
        Imei imei = null;
        AccessSecurity accessSecurity = null;
        boolean appKey = false;
        int seen = 0;
        while (avps.next()) {
            seen = request.tick(seen, avps);
            if (avps.is(BaseAvps.USER_NAME)) {
                imsi = CoreValues.imsi(avps);
            } else if (avps.is(TgppAvps.VISITED_PLMN_ID)) {
                visitedPlmn = CoreValues.plmnId(avps);
            } else if (avps.is(TgppAvps.RAT_TYPE)) {
                ratType = new RatType(avps.integer32());
            } else if (avps.is(ULR_FLAGS)) {
                flags = new UlrFlags(avps.integer32());
            } else if (avps.is(TgppAvps.TERMINAL_INFORMATION)) {
                imei = terminalInformation.read(avps);
            } else if (avps.is(bestow.accessSecurity)) {
                accessSecurity = AccessSecurity.from(avps);
            } else if (avps.is(TgppAvps.SUPPORTED_FEATURES)) {
                appKey |= bestow.announcesAppKey(avps);
            }
        }
        request.complete(seen);
        return new UpdateLocationRequest(
                requireNonNull(imsi),
                requireNonNull(visitedPlmn),
                requireNonNull(ratType),
                requireNonNull(flags),
                imei,
                accessSecurity,
                appKey);
    }

    @Override
    protected Result result(UpdateLocationAnswer ula) {
        return ula.result();
    }

    @Override
    protected UpdateLocationAnswer failure(Result result, DiameterMessage answer) {
        if (result.equals(TgppResult.UNKNOWN_EPS_SUBSCRIPTION)) {
            return new UpdateLocationAnswer.UnknownEpsSubscription(ErrorDiagnostic.from(answer));
        }
        if (result.equals(TgppResult.ROAMING_NOT_ALLOWED)) {
            return new UpdateLocationAnswer.RoamingNotAllowed(ErrorDiagnostic.from(answer));
        }
        return failure(result);
    }

    @Override
    protected UpdateLocationAnswer failure(Result result) {
        if (result.equals(TgppResult.USER_UNKNOWN)) {
            return new UpdateLocationAnswer.UserUnknown();
        }
        if (result.equals(TgppResult.RAT_NOT_ALLOWED)) {
            return new UpdateLocationAnswer.RatNotAllowed();
        }
        return new UpdateLocationAnswer.Failed(result);
    }

    @Override
    protected void writeAnswer(UpdateLocationAnswer ula, MessageBuilder out) {
        switch (ula) {
            case UpdateLocationAnswer.Success(SubscriptionData subscription) -> {
                if (subscription.policy() != null) {
                    bestow.putFeatures(out);
                }
                out.put(ULA_FLAGS, ULA_SEPARATION);
                subscriptionData.put(subscription, out);
            }
            case UpdateLocationAnswer.SuccessWithoutData() -> out.put(ULA_FLAGS, ULA_SEPARATION);
            case UpdateLocationAnswer refusal -> ErrorDiagnostic.put(refusal.diagnostic(), out);
        }
    }

    @Override
    protected UpdateLocationAnswer readSuccess(AvpCursor avps) {
        SubscriptionData subscription = null;
        int seen = 0;
        while (avps.next()) {
            seen = answer.tick(seen, avps);
            if (avps.is(SUBSCRIPTION_DATA)) {
                subscription = subscriptionData.read(avps);
            }
        }
        answer.complete(seen);
        return new UpdateLocationAnswer.Success(requireNonNull(subscription));
    }
}
