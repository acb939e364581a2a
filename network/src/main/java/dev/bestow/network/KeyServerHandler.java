package dev.bestow.network;

import dev.bestow.keyserver.KeyRetrieval;
import dev.bestow.link.http.NorthboundCaller;
import dev.bestow.link.http.NorthboundHandler;
import dev.bestow.network.audit.AuditLog;
import dev.bestow.wire.north.AuditLine;
import dev.bestow.wire.north.RefreshAnswer;
import dev.bestow.wire.north.RegistrationAnswer;
import dev.bestow.wire.north.ReportAnswer;
import dev.bestow.wire.north.ReportRequest;
import dev.bestow.wire.north.RetrievalAnswer;
import dev.bestow.wire.north.RetrievalRequest;
import dev.bestow.wire.north.RevocationAnswer;
import dev.bestow.wire.north.RevocationRequest;

/// What every key server puts behind its northbound interface. A key leaves once its audit line is on disk.
record KeyServerHandler(KeyRetrieval keys, AuditLog audit) implements NorthboundHandler {
    @Override
    public RetrievalAnswer retrieve(NorthboundCaller caller, RetrievalRequest request) {
        RetrievalAnswer answer = keys.retrieve(caller.endpoint(), request);
        if (answer instanceof RetrievalAnswer.Keys granted) {
            try {
                audit.leaving(granted.keys(), from(caller));
            } catch (RuntimeException e) {
                granted.close();
                throw e;
            }
        }
        return answer;
    }

    private static AuditLine.Requester from(NorthboundCaller caller) {
        var address = caller.address();
        return new AuditLine.Requester(
                caller.endpoint(),
                address.getHostString() + ":" + address.getPort(),
                caller.tokenClient());
    }

    @Override
    public ReportAnswer report(NorthboundCaller caller, ReportRequest request) {
        return keys.report(caller.endpoint(), request);
    }

    @Override
    public RefreshAnswer refresh(NorthboundCaller caller, RetrievalRequest named) {
        return keys.refresh(caller.endpoint(), named);
    }

    @Override
    public RevocationAnswer revoke(NorthboundCaller caller, RevocationRequest request) {
        return keys.revoke(caller.endpoint(), request);
    }

    @Override
    public RegistrationAnswer register(NorthboundCaller caller) {
        return keys.register(caller.endpoint());
    }
}
