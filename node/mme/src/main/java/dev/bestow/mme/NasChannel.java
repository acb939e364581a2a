package dev.bestow.mme;

import dev.bestow.core.Octets;
import dev.bestow.keys.Kasme;
import dev.bestow.wire.nas.DownlinkEmm;
import dev.bestow.wire.nas.NasAlgorithms;
import dev.bestow.wire.nas.NasCodec;
import dev.bestow.wire.nas.NasDecodeException;
import dev.bestow.wire.nas.NasMessage;
import dev.bestow.wire.nas.NasPlainRules;
import dev.bestow.wire.nas.NasSecurity;
import dev.bestow.wire.nas.NasTap;
import dev.bestow.wire.nas.SecurityHeaderType;
import dev.bestow.wire.nas.SecurityModeCommand;
import dev.bestow.wire.nas.Unprotected;
import dev.bestow.wire.nas.UplinkEmm;

import org.jspecify.annotations.Nullable;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.function.Consumer;

/// The MME's end of one UE's NAS signalling: octets in, messages out, protected as the moment
/// demands. Not thread-safe; [AttachProcedure] guards it.
final class NasChannel {
    private static final Logger LOG = System.getLogger(NasChannel.class.getName());

    private final int linkId;
    private final Consumer<byte[]> link;
    private final NasTap tap;
    private @Nullable NasSecurity security;
    private boolean established;
    private boolean secured;

    /// @param link sends a PDU to the UE
    /// @param tap sees each message before it is ciphered
    NasChannel(int linkId, Consumer<byte[]> link, NasTap tap) {
        this.linkId = linkId;
        this.link = link;
        this.tap = tap;
    }

    /// A new signalling connection: nothing is protected until Security Mode.
    void restart() {
        if (security != null) {
            security.close();
        }
        security = null;
        established = false;
        secured = false;
    }

    /// From now on everything goes out under these keys, a Security Mode Command first.
    void offer(Kasme kasme, NasAlgorithms algorithms) {
        restart();
        security = NasSecurity.ofMme(kasme, algorithms);
    }

    /// Whether the message received last was protected under the current keys.
    boolean isSecured() {
        return secured;
    }

    /// Protects and sends; a repetition is a new message with a COUNT of its own.
    void send(DownlinkEmm message) {
        byte[] plain = NasCodec.encode(message);
        byte[] pdu = security == null ? plain : security.protect(plain, headerType(message));
        tap.sent(linkId, message, plain, pdu.length);
        link.accept(pdu);
    }

    private static SecurityHeaderType headerType(DownlinkEmm message) {
        return message instanceof SecurityModeCommand
                ? SecurityHeaderType.INTEGRITY_NEW_CONTEXT
                : SecurityHeaderType.CIPHERED;
    }

    /// The message in `pdu`, or null when there is none that may be acted upon.
    @Nullable UplinkEmm receive(byte[] pdu) {
        secured = false;
        try {
            if (security == null) {
                return unverified(pdu);
            }
            return switch (security.unprotect(pdu)) {
                case Unprotected.Accepted(Octets plain, var type) -> {
                    UplinkEmm message = uplink(plain);
                    // The MAC does not cover the header type, so somebody in between may have
                    // changed it.
                    if (message == null || !NasPlainRules.fits(message, type)) {
                        yield null;
                    }
                    secured = true;
                    established = true;
                    yield message;
                }
                case Unprotected.Plain _ -> unverified(pdu);
                case Unprotected.Refused(var reason) -> {
                    LOG.log(Level.DEBUG, "link {0}: {1}", this, reason);
                    yield unverified(pdu);
                }
            };
        } catch (NasDecodeException e) {
            LOG.log(Level.DEBUG, "link {0}: {1}", this, e.getMessage());
            return null;
        }
    }

    /// What may be handled although no MAC vouches for it. An initial message opens a new signalling
    /// connection, whatever the state of the one before.
    private @Nullable UplinkEmm unverified(byte[] pdu) {
        UplinkEmm message = NasSecurity.unverifiedMessage(pdu).map(NasChannel::uplink).orElse(null);
        if (message == null) {
            return null;
        }
        NasPlainRules.Arrival arrival =
                SecurityHeaderType.of(pdu)
                                .filter(type -> type == SecurityHeaderType.PLAIN)
                                .isPresent()
                        ? NasPlainRules.Arrival.PLAIN
                        : NasPlainRules.Arrival.UNVERIFIED;
        boolean shielded = established && !NasPlainRules.initial(message);
        return NasPlainRules.mmeHandles(message, arrival, shielded) ? message : null;
    }

    private static @Nullable UplinkEmm uplink(Octets plain) {
        NasMessage message = NasCodec.decode(plain.toArray());
        return message instanceof UplinkEmm uplink ? uplink : null;
    }

    /// The link, in hex, as captures show it.
    @Override
    public String toString() {
        return Integer.toHexString(linkId);
    }
}
