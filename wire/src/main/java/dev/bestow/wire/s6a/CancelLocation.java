package dev.bestow.wire.s6a;

import static dev.bestow.wire.s6a.S6aAvps.CANCELLATION_TYPE;
import static dev.bestow.wire.s6a.S6aAvps.CLR_FLAGS;

import static java.util.Objects.requireNonNull;

import dev.bestow.core.Imsi;
import dev.bestow.wire.diameter.ApplicationId;
import dev.bestow.wire.diameter.AvpCursor;
import dev.bestow.wire.diameter.AvpDictionary;
import dev.bestow.wire.diameter.BaseAvps;
import dev.bestow.wire.diameter.Carriage;
import dev.bestow.wire.diameter.CommandCode;
import dev.bestow.wire.diameter.CommandCodec;
import dev.bestow.wire.diameter.CoreValues;
import dev.bestow.wire.diameter.Envelope;
import dev.bestow.wire.diameter.Grammar;
import dev.bestow.wire.diameter.MessageBuilder;
import dev.bestow.wire.diameter.Result;

import java.util.List;

/// CLR and CLA (TS 29.272 clauses 7.2.7 and 7.2.8).
///
/// ```
/// CLR := <Session-Id> [DRMP] [Vendor-Specific-Application-Id] {Auth-Session-State} {Origin-Host}
///        {Origin-Realm} {Destination-Host} {Destination-Realm} {User-Name} *[Supported-Features]
///        {Cancellation-Type} [CLR-Flags] *[Proxy-Info] *[Route-Record]
/// CLA := <Session-Id> [DRMP] [Vendor-Specific-Application-Id] *[Supported-Features] [Result-Code]
///        [Experimental-Result] {Auth-Session-State} {Origin-Host} {Origin-Realm} [Failed-AVP]
///        *[Proxy-Info] *[Route-Record]
/// ```
final class CancelLocation extends CommandCodec<CancelLocationRequest, CancelLocationAnswer> {
    /// CLR-Flags bit 0: the location to cancel is an MME's.
    private static final int S6A_INDICATOR = 1;

    /// CLR-Flags bit 1.
    private static final int REATTACH_REQUIRED = 1 << 1;

    private final AvpDictionary known;
    private final Grammar request;

    CancelLocation(AvpDictionary known) {
        super(CommandCode.CANCEL_LOCATION, ApplicationId.S6A, Carriage.OPEN);
        this.known = known;
        request =
                requestGrammar(
                        known,
                        List.of(BaseAvps.DESTINATION_HOST, BaseAvps.USER_NAME, CANCELLATION_TYPE),
                        List.of(CLR_FLAGS));
    }

    @Override
    protected void writeRequest(CancelLocationRequest clr, Envelope envelope, MessageBuilder out) {
        envelope.putInto(out);
        out.put(BaseAvps.USER_NAME, clr.imsi().digits())
                .put(CANCELLATION_TYPE, clr.type().code())
                .put(CLR_FLAGS, S6A_INDICATOR | (clr.reattachRequired() ? REATTACH_REQUIRED : 0));
    }

    @Override
    protected CancelLocationRequest readRequest(AvpCursor avps) {
        Imsi imsi = null;
        CancellationType type = null;
        int flags = 0;
        int seen = 0;
        while (avps.next()) {
            seen = request.tick(seen, avps);
            if (avps.is(BaseAvps.USER_NAME)) {
                imsi = CoreValues.imsi(avps);
            } else if (avps.is(CANCELLATION_TYPE)) {
                type = CancellationType.from(avps);
            } else if (avps.is(CLR_FLAGS)) {
                flags = avps.integer32();
            }
        }
        request.complete(seen);
        return new CancelLocationRequest(
                requireNonNull(imsi), requireNonNull(type), (flags & REATTACH_REQUIRED) != 0);
    }

    @Override
    protected Result result(CancelLocationAnswer cla) {
        return switch (cla) {
            case CancelLocationAnswer.Success _ -> Result.SUCCESS;
            case CancelLocationAnswer.Failed failed -> Result.of(failed.resultCode());
        };
    }

    @Override
    protected CancelLocationAnswer failure(Result result) {
        return new CancelLocationAnswer.Failed(result.code());
    }

    @Override
    protected void writeAnswer(CancelLocationAnswer cla, MessageBuilder out) {
        // The result says it all.
    }

    @Override
    protected CancelLocationAnswer readSuccess(AvpCursor avps) {
        known.requireAllKnown(avps);
        return new CancelLocationAnswer.Success();
    }
}
