package dev.bestow.mme;

import dev.bestow.core.Octets;
import dev.bestow.keys.Direction;
import dev.bestow.keys.Kasme;
import dev.bestow.wire.nas.AttachRequest;
import dev.bestow.wire.nas.DownlinkEmm;
import dev.bestow.wire.nas.EmmCause;
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
/// demands. Not thread-safe; [EmmProcedure] guards it.
final class NasChannel {
    private static final Logger LOG = System.getLogger(NasChannel.class.getName());

    private final int linkId;
    private final Consumer<byte[]> link;
    private final NasTap tap;
    private @Nullable NasSecurity security;

    /// On offer to a UE that has others in use.
    private @Nullable NasSecurity offered;

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
        withdraw();
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

    /// A Security Mode Command goes out under these keys; all else stays under those in use until the UE completes it
    /// (TS 24.301 clause 5.4.3.4).
    void offerBeside(Kasme kasme, NasAlgorithms algorithms) {
        withdraw();
        offered = NasSecurity.ofMme(kasme, algorithms);
    }

    /// The keys on offer beside those in use, if any, are so no longer.
    void withdraw() {
        if (offered != null) {
            offered.close();
            offered = null;
        }
    }

    /// Whether the message received last was protected under the current keys.
    boolean isSecured() {
        return secured;
    }

    /// Whether there are keys that the UE's messages can be verified with.
    boolean holdsContext() {
        return security != null;
    }

    /// Protects and sends; a retransmission is a new message with a COUNT of its own.
    void send(DownlinkEmm message) {
        boolean offers = offered != null && message instanceof SecurityModeCommand;
        send(message, offers ? offered : security);
    }

    /// Answers the message received last, with no more protection than that had: a stranger must not make us
    /// say something to the UE that only its own network can.
    void answer(DownlinkEmm message) {
        send(message, secured ? security : null);
    }

    private void send(DownlinkEmm message, @Nullable NasSecurity protection) {
        byte[] plain = NasCodec.encode(message);
        byte[] pdu = protection == null ? plain : protection.protect(plain, headerType(message));
        tap.sent(linkId, message, plain, pdu.length);
        link.accept(pdu);
    }

    private static SecurityHeaderType headerType(DownlinkEmm message) {
        return message instanceof SecurityModeCommand
                ? SecurityHeaderType.INTEGRITY_NEW_CONTEXT
                : SecurityHeaderType.CIPHERED;
    }

    /// What a PDU comes down to.
    sealed interface Received {
        /// A message that may be acted upon.
        record Message(UplinkEmm message) implements Received {}

        /// A message that breaks the rules of its type (TS 24.301 clause 7.5), or of a type that is not
        /// built (clause 7.4).
        ///
        /// @param attach whether it is an ATTACH REQUEST
        record Malformed(boolean attach, EmmCause cause) implements Received {}

        /// Nothing to act upon or to answer.
        record Nothing() implements Received {}
    }

    /// Reads a PDU; [#isSecured] says afterwards whether the UE must have sent it.
    Received receive(byte[] pdu) {
        secured = false;
        if (offered != null && takesIntoUse(pdu)) {
            return completed(offered, pdu);
        }
        return security == null ? unverified(pdu) : underSecurity(security, pdu);
    }

    private static boolean takesIntoUse(byte[] pdu) {
        return SecurityHeaderType.of(pdu)
                .filter(type -> type == SecurityHeaderType.CIPHERED_NEW_CONTEXT)
                .isPresent();
    }

    /// From the first message that is right under them, the keys on offer are those in use.
    private Received completed(NasSecurity next, byte[] pdu) {
        Received received = underSecurity(next, pdu);
        if (secured) {
            if (security != null) {
                security.close();
            }
            security = next;
            offered = null;
        }
        return received;
    }

    private Received underSecurity(NasSecurity keys, byte[] pdu) {
        return switch (keys.unprotect(pdu)) {
            case Unprotected.Accepted(Octets plain, var type) -> verified(plain, type);
            case Unprotected.Plain _ -> unverified(pdu);
            case Unprotected.Refused(var reason) -> {
                LOG.log(Level.DEBUG, "link {0}: {1}", this, reason);
                yield unverified(pdu);
            }
        };
    }

    private Received verified(Octets plain, SecurityHeaderType type) {
        Received received =
                type == SecurityHeaderType.SERVICE_REQUEST
                        ? new Received.Malformed(false, EmmCause.MESSAGE_TYPE_NON_EXISTENT)
                        : read(plain);
        // The MAC does not cover the header type, so somebody in between may have changed it.
        boolean fits =
                !(received instanceof Received.Message(UplinkEmm message))
                        || NasPlainRules.fits(message, type);
        if (!fits) {
            return new Received.Nothing();
        }
        secured = true;
        established = true;
        return received;
    }

    /// What may be handled although no MAC vouches for it. An initial message opens a new signalling
    /// connection, whatever the state of the one before.
    private Received unverified(byte[] pdu) {
        Received received =
                NasSecurity.unverifiedMessage(pdu).map(this::read).orElseGet(Received.Nothing::new);
        if (!(received instanceof Received.Message(UplinkEmm message))) {
            return received;
        }
        NasPlainRules.Arrival arrival =
                SecurityHeaderType.of(pdu)
                                .filter(type -> type == SecurityHeaderType.PLAIN)
                                .isPresent()
                        ? NasPlainRules.Arrival.PLAIN
                        : NasPlainRules.Arrival.UNVERIFIED;
        boolean shielded = established && !NasPlainRules.initial(message);
        return NasPlainRules.mmeHandles(message, arrival, shielded)
                ? received
                : new Received.Nothing();
    }

    private Received read(Octets plain) {
        try {
            NasMessage message = NasCodec.decode(plain.toArray(), Direction.UPLINK);
            return message instanceof UplinkEmm uplink
                    ? new Received.Message(uplink)
                    : new Received.Nothing();
        } catch (NasDecodeException e) {
            LOG.log(Level.DEBUG, "link {0}: {1}", this, e.getMessage());
            int type = NasCodec.emmType(plain);
            return type < 0
                    ? new Received.Nothing()
                    : new Received.Malformed(type == AttachRequest.TYPE, e.kind().cause());
        }
    }

    /// The link, in hex, as captures show it.
    @Override
    public String toString() {
        return Integer.toHexString(linkId);
    }
}
