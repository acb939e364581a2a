package dev.bestow.link.diameter;

import dev.bestow.wire.diameter.ApplicationId;
import dev.bestow.wire.diameter.BaseAvps;
import dev.bestow.wire.diameter.CommandCode;
import dev.bestow.wire.diameter.DiameterMessage;
import dev.bestow.wire.diameter.MessageBuilder;
import dev.bestow.wire.diameter.Result;

/// Watchdog and disconnect (RFC 6733 clauses 5.4 and 5.5).
final class BaseMessages {
    /// Disconnect-Cause: restarting, come back. The only one sent from here.
    static final int CAUSE_REBOOTING = 0;

    private BaseMessages() {}

    static DiameterMessage watchdogRequest(Local local) {
        MessageBuilder dwr = request(CommandCode.DEVICE_WATCHDOG, local);
        return dwr.put(BaseAvps.ORIGIN_STATE_ID, local.stateId()).build();
    }

    static DiameterMessage disconnectRequest(Local local) {
        MessageBuilder dpr = request(CommandCode.DISCONNECT_PEER, local);
        return dpr.put(BaseAvps.DISCONNECT_CAUSE, CAUSE_REBOOTING).build();
    }

    /// DWA or DPA with success.
    static DiameterMessage success(DiameterMessage request, Local local) {
        MessageBuilder answer = MessageBuilder.answerTo(request);
        Result.SUCCESS.putInto(answer);
        local.origin().putInto(answer);
        return answer.build();
    }

    private static MessageBuilder request(int commandCode, Local local) {
        MessageBuilder request = MessageBuilder.request(commandCode, ApplicationId.COMMON, 0);
        request.hopByHop(local.ports().entropy().nextInt()).endToEnd(local.nextEndToEnd());
        local.origin().putInto(request);
        return request;
    }
}
