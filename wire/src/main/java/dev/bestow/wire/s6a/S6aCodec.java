package dev.bestow.wire.s6a;

import dev.bestow.wire.diameter.AvpDictionary;
import dev.bestow.wire.diameter.BestowAvps;
import dev.bestow.wire.diameter.CommandCodec;

/// The commands of S6a spoken here, MME to HSS and, where the HSS has news, back (TS 29.272 clause 7.2). Each command
/// has a codec of its own, which opens with its picture.
///
/// | code | command | from | what Bestow adds |
/// |---|---|---|---|
/// | 316 | Update-Location | MME | APP-KEY in Supported-Features; Security-Policy in Subscription-Data |
/// | 317 | Cancel-Location | HSS | - |
/// | 318 | Authentication-Information | MME | APP-KEY in Supported-Features; Ks in E-UTRAN-Vector |
/// | 319 | Insert-Subscriber-Data | HSS | Security-Policy in Subscription-Data |
/// | 321 | Purge-UE | MME | - |
/// | 322 | Reset | HSS | - |
/// | 323 | Notify | MME | - |
public final class S6aCodec {
    private final CommandCodec<AuthenticationInformationRequest, AuthenticationInformationAnswer>
            authenticationInformation;
    private final CommandCodec<UpdateLocationRequest, UpdateLocationAnswer> updateLocation;
    private final CommandCodec<CancelLocationRequest, CancelLocationAnswer> cancelLocation;
    private final CommandCodec<PurgeUeRequest, PurgeUeAnswer> purgeUe;
    private final CommandCodec<InsertSubscriberDataRequest, InsertSubscriberDataAnswer>
            insertSubscriberData;
    private final CommandCodec<ResetRequest, ResetAnswer> reset;
    private final CommandCodec<NotifyRequest, NotifyAnswer> notification;

    public S6aCodec(BestowAvps bestow) {
        AvpDictionary known = bestow.dictionary().or(AvpDictionary.of(S6aAvps.ALL));
        authenticationInformation = new AuthenticationInformation(bestow, known);
        updateLocation = new UpdateLocation(bestow, known);
        cancelLocation = new CancelLocation(known);
        purgeUe = new PurgeUe(known);
        insertSubscriberData = new InsertSubscriberData(bestow, known);
        reset = new Reset(known);
        notification = new Notify(bestow, known);
    }

    /// AIR and AIA.
    public CommandCodec<AuthenticationInformationRequest, AuthenticationInformationAnswer>
            authenticationInformation() {
        return authenticationInformation;
    }

    /// ULR and ULA.
    public CommandCodec<UpdateLocationRequest, UpdateLocationAnswer> updateLocation() {
        return updateLocation;
    }

    /// CLR and CLA.
    public CommandCodec<CancelLocationRequest, CancelLocationAnswer> cancelLocation() {
        return cancelLocation;
    }

    /// IDR and IDA.
    public CommandCodec<InsertSubscriberDataRequest, InsertSubscriberDataAnswer>
            insertSubscriberData() {
        return insertSubscriberData;
    }

    /// RSR and RSA.
    public CommandCodec<ResetRequest, ResetAnswer> reset() {
        return reset;
    }

    /// NOR and NOA.
    public CommandCodec<NotifyRequest, NotifyAnswer> notification() {
        return notification;
    }

    /// PUR and PUA.
    public CommandCodec<PurgeUeRequest, PurgeUeAnswer> purgeUe() {
        return purgeUe;
    }
}
