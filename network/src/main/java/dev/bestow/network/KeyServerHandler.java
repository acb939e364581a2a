package dev.bestow.network;

import dev.bestow.core.AsId;
import dev.bestow.keyserver.KeyRetrieval;
import dev.bestow.link.http.NorthboundHandler;
import dev.bestow.wire.north.RefreshAnswer;
import dev.bestow.wire.north.RegistrationAnswer;
import dev.bestow.wire.north.ReportAnswer;
import dev.bestow.wire.north.ReportRequest;
import dev.bestow.wire.north.RetrievalAnswer;
import dev.bestow.wire.north.RetrievalRequest;

/// What every key server puts behind its northbound interface.
record KeyServerHandler(KeyRetrieval keys) implements NorthboundHandler {
    @Override
    public RetrievalAnswer retrieve(AsId caller, RetrievalRequest request) {
        return keys.retrieve(caller, request);
    }

    @Override
    public ReportAnswer report(AsId caller, ReportRequest request) {
        return keys.report(caller, request);
    }

    @Override
    public RefreshAnswer refresh(AsId caller, RetrievalRequest named) {
        return keys.refresh(caller, named);
    }

    @Override
    public RegistrationAnswer register(AsId caller) {
        return keys.register(caller);
    }
}
