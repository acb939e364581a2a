package dev.bestow.link.diameter;

import dev.bestow.wire.diameter.ApplicationId;
import dev.bestow.wire.diameter.BaseAvps;
import dev.bestow.wire.diameter.CommandCode;
import dev.bestow.wire.diameter.DiameterMessage;
import dev.bestow.wire.diameter.MessageBuilder;
import dev.bestow.wire.diameter.Result;

/// Watchdog and disconnect (RFC 6733 clauses 5.4 and 5.5).
final class BaseMessages {
    /// Disconnect-Cause: restarting, come back.
    static final int CAUSE_REBOOTING = 0;

    /// Disconnect-Cause DO_NOT_WANT_TO_TALK_TO_YOU: there is no entry for that peer any more.
    static final int CAUSE_UNWANTED = 2;

    private BaseMessages() {}

    static DiameterMessage watchdogRequest(DiameterContext context) {
        MessageBuilder dwr = request(CommandCode.DEVICE_WATCHDOG, context);
        return dwr.put(BaseAvps.ORIGIN_STATE_ID, context.stateId()).build();
    }

    static DiameterMessage disconnectRequest(DiameterContext context, int cause) {
        MessageBuilder dpr = request(CommandCode.DISCONNECT_PEER, context);
        return dpr.put(BaseAvps.DISCONNECT_CAUSE, cause).build();
    }

    /// DWA or DPA with success.
    static DiameterMessage success(DiameterMessage request, DiameterContext context) {
        MessageBuilder answer = MessageBuilder.answerTo(request);
        Result.SUCCESS.putInto(answer);
        context.origin().putInto(answer);
        return answer.build();
    }

    private static MessageBuilder request(int commandCode, DiameterContext context) {
        MessageBuilder request = MessageBuilder.request(commandCode, ApplicationId.COMMON, 0);
        request.hopByHop(context.ports().entropy().nextInt()).endToEnd(context.nextEndToEnd());
        context.origin().putInto(request);
        return request;
    }
}
