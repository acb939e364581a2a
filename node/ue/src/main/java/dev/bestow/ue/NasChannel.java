package dev.bestow.ue;

import dev.bestow.core.Octets;
import dev.bestow.keys.Direction;
import dev.bestow.keys.Kasme;
import dev.bestow.wire.nas.DownlinkEmm;
import dev.bestow.wire.nas.NasCodec;
import dev.bestow.wire.nas.NasDecodeException;
import dev.bestow.wire.nas.NasMessage;
import dev.bestow.wire.nas.NasPlainRules;
import dev.bestow.wire.nas.NasSecurity;
import dev.bestow.wire.nas.SecurityHeaderType;
import dev.bestow.wire.nas.SecurityModeCommand;
import dev.bestow.wire.nas.SecurityModeComplete;
import dev.bestow.wire.nas.Unprotected;
import dev.bestow.wire.nas.UplinkEmm;

import org.jspecify.annotations.Nullable;

/// The UE's end of its NAS signalling. Not thread-safe; [AttachProcedure] guards it.
final class NasChannel {
    private final NasPort link;
    private @Nullable Kasme expected;
    private @Nullable NasSecurity security;
    private boolean secured;

    NasChannel(NasPort link) {
        this.link = link;
    }

    /// A new signalling connection: nothing is protected until Security Mode.
    void restart() {
        if (security != null) {
            security.close();
        }
        security = null;
        expected = null;
        secured = false;
    }

    /// The keys a Security Mode Command may take into use.
    void expect(Kasme kasme) {
        restart();
        expected = kasme;
    }

    /// Whether the message received last was protected under the current keys.
    boolean isSecured() {
        return secured;
    }

    void send(UplinkEmm message) {
        byte[] plain = NasCodec.encode(message);
        byte[] pdu = security == null ? plain : security.protect(plain, headerType(message));
        link.send(message, plain, pdu);
    }

    private static SecurityHeaderType headerType(UplinkEmm message) {
        return message instanceof SecurityModeComplete
                ? SecurityHeaderType.CIPHERED_NEW_CONTEXT
                : SecurityHeaderType.CIPHERED;
    }

    /// The message in `pdu`, or null when there is none that may be acted upon.
    @Nullable DownlinkEmm receive(byte[] pdu) {
        secured = false;
        try {
            return security == null ? beforeSecurityMode(pdu) : underSecurity(security, pdu);
        } catch (NasDecodeException e) {
            return null;
        }
    }

    private @Nullable DownlinkEmm underSecurity(NasSecurity current, byte[] pdu) {
        return switch (current.unprotect(pdu)) {
            case Unprotected.Accepted(Octets plain, var type) -> {
                DownlinkEmm message = downlink(plain);
                // The MAC does not cover the header type, so somebody in between may have changed
                // it.
                if (message == null || !NasPlainRules.fits(message, type)) {
                    yield null;
                }
                secured = true;
                yield message;
            }
            case Unprotected.Plain(Octets plain) -> acceptable(downlink(plain));
            case Unprotected.Refused _ -> null;
        };
    }

    /// A Security Mode Command names the algorithms its own MAC was made with: read them first, then
    /// verify under the keys they lead to, and install those only if it holds.
    private @Nullable DownlinkEmm beforeSecurityMode(byte[] pdu) {
        DownlinkEmm unverified =
                NasSecurity.unverifiedMessage(pdu).map(NasChannel::downlink).orElse(null);
        if (!(unverified instanceof SecurityModeCommand command)) {
            return acceptable(unverified);
        }
        if (expected == null || !command.algorithms().supported()) {
            return null;
        }
        NasSecurity offered = NasSecurity.ofUe(expected, command.algorithms());
        try {
            DownlinkEmm verified = underSecurity(offered, pdu);
            security = secured ? offered : null;
            return secured ? verified : null;
        } finally {
            if (!secured) {
                offered.close();
            }
        }
    }

    private static @Nullable DownlinkEmm downlink(Octets plain) {
        NasMessage message = NasCodec.decode(plain.toArray(), Direction.DOWNLINK);
        return message instanceof DownlinkEmm downlink ? downlink : null;
    }

    private @Nullable DownlinkEmm acceptable(@Nullable DownlinkEmm message) {
        return message != null && NasPlainRules.ueHandles(message, security != null)
                ? message
                : null;
    }
}
