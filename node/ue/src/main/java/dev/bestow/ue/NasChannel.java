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

    /// Of the Security Mode Command received last, beside keys in use.
    private @Nullable NasSecurity offered;

    private boolean secured;

    NasChannel(NasPort link) {
        this.link = link;
    }

    /// A new signalling connection: nothing is protected until Security Mode.
    void restart() {
        withdraw();
        if (security != null) {
            security.close();
        }
        security = null;
        secured = false;
    }

    /// The keys a Security Mode Command may take into use.
    void expect(Kasme kasme) {
        restart();
        expected = kasme;
    }

    /// The keys a Security Mode Command may take into use in place of those that are.
    void expectBeside(Kasme kasme) {
        withdraw();
        expected = kasme;
    }

    /// Those keys are waited for no longer.
    void withdraw() {
        if (offered != null) {
            offered.close();
            offered = null;
        }
        expected = null;
    }

    /// The keys of the Security Mode Command received last are those in use, its Complete the first under them.
    void takeIntoUse() {
        if (offered != null && security != null) {
            security.close();
            security = offered;
            offered = null;
            expected = null;
        }
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
            NasSecurity current = security;
            if (current == null) {
                return beforeSecurityMode(pdu);
            }
            DownlinkEmm commanded = expected == null ? null : besides(expected, pdu);
            return commanded == null ? underSecurity(current, pdu) : commanded;
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
        security = expected == null ? null : offer(expected, command, pdu);
        return security == null ? null : command;
    }

    /// The Security Mode Command in `pdu` that offers the keys expected beside those in use.
    private @Nullable DownlinkEmm besides(Kasme kasme, byte[] pdu) {
        DownlinkEmm unverified =
                NasSecurity.unverifiedMessage(pdu).map(NasChannel::downlink).orElse(null);
        if (!(unverified instanceof SecurityModeCommand command)) {
            return null;
        }
        NasSecurity next = offer(kasme, command, pdu);
        if (next == null) {
            return null;
        }
        if (offered != null) {
            offered.close();
        }
        offered = next;
        return command;
    }

    /// The keys of a command whose MAC is right under them, or null.
    private @Nullable NasSecurity offer(Kasme kasme, SecurityModeCommand command, byte[] pdu) {
        if (!command.algorithms().supported()) {
            return null;
        }
        NasSecurity offer = NasSecurity.ofUe(kasme, command.algorithms());
        try {
            boolean right = underSecurity(offer, pdu) != null && secured;
            return right ? offer : null;
        } finally {
            if (!secured) {
                offer.close();
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
