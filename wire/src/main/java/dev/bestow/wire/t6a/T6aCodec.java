package dev.bestow.wire.t6a;

import dev.bestow.wire.diameter.AvpDictionary;
import dev.bestow.wire.diameter.BestowAvps;
import dev.bestow.wire.diameter.CommandCodec;

/// The commands of T6a spoken here, between MME and SCEF (TS 29.128 clause 6.2). Each has a codec of its
/// own, which opens with its picture.
///
/// | code | command | from | what Bestow adds |
/// |---|---|---|---|
/// | 8388718 | Configuration-Information | SCEF | Key-Request, answered by Key-Answer |
/// | 8388719 | Reporting-Information | MME | Key-Confirm, answered by Key-Answer |
/// | 8388732 | Connection-Management | MME | Key-Confirm, answered by Key-Answer |
public final class T6aCodec {
    private final CommandCodec<KeyRequest, KeyAnswer> configurationInformation;
    private final CommandCodec<KeyConfirm, KeyConfirmAnswer> reportingInformation;
    private final CommandCodec<ConnectionManagementRequest, ConnectionManagementAnswer>
            connectionManagement;

    public T6aCodec(BestowAvps bestow) {
        AvpDictionary known = bestow.dictionary().or(AvpDictionary.of(T6aAvps.ALL));
        configurationInformation = new ConfigurationInformation(bestow, known);
        reportingInformation = new ReportingInformation(bestow, known);
        connectionManagement = new ConnectionManagement(bestow, known);
    }

    /// CIR and CIA, with a Key-Request.
    public CommandCodec<KeyRequest, KeyAnswer> configurationInformation() {
        return configurationInformation;
    }

    /// RIR and RIA, with a Key-Confirm.
    public CommandCodec<KeyConfirm, KeyConfirmAnswer> reportingInformation() {
        return reportingInformation;
    }

    /// CMR and CMA, with a Key-Confirm if there is something to confirm.
    public CommandCodec<ConnectionManagementRequest, ConnectionManagementAnswer>
            connectionManagement() {
        return connectionManagement;
    }
}
