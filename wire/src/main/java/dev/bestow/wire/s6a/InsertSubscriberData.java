package dev.bestow.wire.s6a;

import static dev.bestow.wire.s6a.S6aAvps.SUBSCRIPTION_DATA;

import static java.util.Objects.requireNonNull;

import dev.bestow.core.Imsi;
import dev.bestow.wire.diameter.ApplicationId;
import dev.bestow.wire.diameter.AvpCursor;
import dev.bestow.wire.diameter.AvpDictionary;
import dev.bestow.wire.diameter.BaseAvps;
import dev.bestow.wire.diameter.BestowAvps;
import dev.bestow.wire.diameter.Carriage;
import dev.bestow.wire.diameter.CommandCode;
import dev.bestow.wire.diameter.CommandCodec;
import dev.bestow.wire.diameter.CoreValues;
import dev.bestow.wire.diameter.Envelope;
import dev.bestow.wire.diameter.Grammar;
import dev.bestow.wire.diameter.MessageBuilder;
import dev.bestow.wire.diameter.Result;
import dev.bestow.wire.diameter.TgppResult;

import java.util.List;

/// IDR and IDA (TS 29.272 clauses 7.2.9 and 7.2.10).
///
/// ```
/// IDR := <Session-Id> [DRMP] [Vendor-Specific-Application-Id] {Auth-Session-State} {Origin-Host}
///        {Origin-Realm} {Destination-Host} {Destination-Realm} {User-Name} *[Supported-Features]
///        {Subscription-Data} *[Proxy-Info] *[Route-Record]
/// IDA := <Session-Id> [DRMP] [Vendor-Specific-Application-Id] *[Supported-Features] [Result-Code]
///        [Experimental-Result] {Auth-Session-State} {Origin-Host} {Origin-Realm} [Failed-AVP]
///        *[Proxy-Info] *[Route-Record]
/// ```
final class InsertSubscriberData
        extends CommandCodec<InsertSubscriberDataRequest, InsertSubscriberDataAnswer> {
    private final AvpDictionary known;
    private final SubscriptionDataAvp subscriptionData;
    private final Grammar request;

    InsertSubscriberData(BestowAvps bestow, AvpDictionary known) {
        super(CommandCode.INSERT_SUBSCRIBER_DATA, ApplicationId.S6A, Carriage.OPEN);
        this.known = known;
        subscriptionData = new SubscriptionDataAvp(bestow, known);
        request =
                requestGrammar(
                        known,
                        List.of(BaseAvps.DESTINATION_HOST, BaseAvps.USER_NAME, SUBSCRIPTION_DATA),
                        List.of());
    }

    @Override
    protected void writeRequest(
            InsertSubscriberDataRequest idr, Envelope envelope, MessageBuilder out) {
        envelope.putInto(out);
        out.put(BaseAvps.USER_NAME, idr.imsi().digits());
        subscriptionData.put(idr.subscription(), out);
    }

    @Override
    protected InsertSubscriberDataRequest readRequest(AvpCursor avps) {
        Imsi imsi = null;
        SubscriptionData subscription = null;
        int seen = 0;
        while (avps.next()) {
            seen = request.tick(seen, avps);
            if (avps.is(BaseAvps.USER_NAME)) {
                imsi = CoreValues.imsi(avps);
            } else if (avps.is(SUBSCRIPTION_DATA)) {
                subscription = subscriptionData.read(avps);
            }
        }
        request.complete(seen);
        return new InsertSubscriberDataRequest(requireNonNull(imsi), requireNonNull(subscription));
    }

    @Override
    protected Result result(InsertSubscriberDataAnswer ida) {
        return switch (ida) {
            case InsertSubscriberDataAnswer.Success _ -> Result.SUCCESS;
            case InsertSubscriberDataAnswer.UserUnknown _ -> TgppResult.USER_UNKNOWN;
            case InsertSubscriberDataAnswer.Failed(Result result) -> result;
        };
    }

    @Override
    protected InsertSubscriberDataAnswer failure(Result result) {
        return result.equals(TgppResult.USER_UNKNOWN)
                ? new InsertSubscriberDataAnswer.UserUnknown()
                : new InsertSubscriberDataAnswer.Failed(result);
    }

    @Override
    protected void writeAnswer(InsertSubscriberDataAnswer ida, MessageBuilder out) {
        // The result says it all.
    }

    @Override
    protected InsertSubscriberDataAnswer readSuccess(AvpCursor avps) {
        known.requireAllKnown(avps);
        return new InsertSubscriberDataAnswer.Success();
    }
}
