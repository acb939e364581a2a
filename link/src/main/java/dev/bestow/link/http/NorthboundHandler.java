package dev.bestow.link.http;

import dev.bestow.wire.north.RefreshAnswer;
import dev.bestow.wire.north.RegistrationAnswer;
import dev.bestow.wire.north.ReportAnswer;
import dev.bestow.wire.north.ReportRequest;
import dev.bestow.wire.north.RetrievalAnswer;
import dev.bestow.wire.north.RetrievalRequest;
import dev.bestow.wire.north.RevocationAnswer;
import dev.bestow.wire.north.RevocationRequest;

/// What stands behind the northbound interface. Called on a virtual thread of the connection; may
/// block. Thread-safe.
@FunctionalInterface
public interface NorthboundHandler {
    /// Answers a request whose AS_ID is the caller's endpoint. The keys of the answer become the server's, which wipes
    /// them once they are sent.
    RetrievalAnswer retrieve(NorthboundCaller caller, RetrievalRequest request);

    /// The caller completed a handshake. Believed of nobody unless this is overridden.
    default ReportAnswer report(NorthboundCaller caller, ReportRequest request) {
        return new ReportAnswer.NotAuthorised();
    }

    /// The caller wants another key in place of the one it names. Nobody can have one unless this is overridden.
    default RefreshAnswer refresh(NorthboundCaller caller, RetrievalRequest named) {
        return new RefreshAnswer.NotAvailable();
    }

    /// The caller wants its leaf of a key no more. Of nobody unless this is overridden.
    default RevocationAnswer revoke(NorthboundCaller caller, RevocationRequest request) {
        return new RevocationAnswer.NotAuthorised();
    }

    /// What an endpoint of this name, one of its certificate's, gets here. Nobody is served unless this is overridden.
    default RegistrationAnswer register(NorthboundCaller caller) {
        return new RegistrationAnswer.NotAuthorised();
    }
}
