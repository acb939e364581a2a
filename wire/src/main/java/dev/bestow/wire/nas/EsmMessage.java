package dev.bestow.wire.nas;

/// A session management message, inside an EMM message or by itself:
///
/// ```
/// octet 1   EPS bearer identity | 2
/// octet 2   procedure transaction identity
/// octet 3   message type
/// ```
public sealed interface EsmMessage extends NasMessage
        permits ActivateDefaultEpsBearerContextAccept,
                ActivateDefaultEpsBearerContextReject,
                ActivateDefaultEpsBearerContextRequest,
                EsmDataTransport,
                EsmDummyMessage,
                EsmStatus,
                MalformedEsmMessage,
                PdnConnectivityReject,
                PdnConnectivityRequest,
                UnknownNasMessage {
    /// EPS bearer identity: 0 for none, 5 to 15 (TS 24.007 clause 11.2.3.1.5).
    int ebi();

    /// Procedure transaction identity: 0 for none, 1 to 254.
    int pti();
}
