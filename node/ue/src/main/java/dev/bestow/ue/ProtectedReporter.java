package dev.bestow.ue;

import dev.bestow.core.AsId;
import dev.bestow.session.device.DeviceKey;
import dev.bestow.session.device.DeviceProtection;
import dev.bestow.session.device.ProtectedSession;
import dev.bestow.session.device.SendOutcome;
import dev.bestow.session.protocol.SecurityProtocol;
import dev.bestow.session.ua.Plaintext;

import java.util.HashMap;
import java.util.Map;

/// Reports of one device under a protection other than Ua. A session with a server goes on under its key when the
/// network brings another; the session after it has that one. Of one thread, that of the [Device].
public final class ProtectedReporter implements AutoCloseable {
    /// Sessions tried for one report. An endpoint that cannot have a key in time is silent, and may have it a moment
    /// later; silence repeated is an answer.
    private static final int TRIES = 2;

    private final Device device;
    private final DeviceProtection protection;
    private final Map<AsId, ProtectedSession> sessions = new HashMap<>();

    /// @param device stays the caller's
    public ProtectedReporter(Device device, DeviceProtection protection) {
        this.device = device;
        this.protection = protection;
    }

    /// Sends one report and waits for the answer. A session that brings none is ended, and the report sent once more in
    /// a new one, under the key that is in use then.
    public ReportOutcome report(AsProvision server, Plaintext report) {
        ProtectedSession running = sessions.get(server.asId());
        if (running != null && running.send(report) instanceof SendOutcome.Answered(var downlink)) {
            return new ReportOutcome.Delivered(downlink);
        }
        end(server.asId());
        ReportOutcome outcome = inNewSession(server, report);
        for (int tries = 1; tries < TRIES && outcome instanceof ReportOutcome.NoAnswer; tries++) {
            outcome = inNewSession(server, report);
        }
        return outcome;
    }

    private ReportOutcome inNewSession(AsProvision server, Plaintext report) {
        return switch (device.key(server)) {
            case KeyForServer.None(ReportOutcome why) -> why;
            case KeyForServer.Held(DeviceKey key) -> inNewSession(server, key, report);
        };
    }

    private ReportOutcome inNewSession(AsProvision server, DeviceKey key, Plaintext report) {
        try (key) {
            sessions.put(server.asId(), protection.open(key, server.address()));
        }
        SendOutcome outcome = sessions.get(server.asId()).send(report);
        if (!(outcome instanceof SendOutcome.Answered)) {
            end(server.asId());
        }
        return switch (outcome) {
            case SendOutcome.Answered(Plaintext downlink) -> new ReportOutcome.Delivered(downlink);
            case SendOutcome.Refused(String reason) -> new ReportOutcome.Declined(reason);
            case SendOutcome.NoAnswer() -> new ReportOutcome.NoAnswer();
            case SendOutcome.NoneInClear(SecurityProtocol protocol) ->
                    new ReportOutcome.NoneInClear(protocol);
        };
    }

    private void end(AsId server) {
        ProtectedSession session = sessions.remove(server);
        if (session != null) {
            session.close();
        }
    }

    /// Ends its sessions.
    @Override
    public void close() {
        sessions.values().forEach(ProtectedSession::close);
        sessions.clear();
    }
}
