package dev.bestow.wire.nas;

import dev.bestow.core.Eksi;
import dev.bestow.core.InvalidValue;
import dev.bestow.core.Octets;
import dev.bestow.keys.CountBearerDirection;
import dev.bestow.keys.Direction;
import dev.bestow.keys.Eea2;
import dev.bestow.keys.Eia2;
import dev.bestow.keys.Kasme;
import dev.bestow.keys.KnasEnc;
import dev.bestow.keys.KnasInt;
import dev.bestow.wire.nas.Unprotected.Reason;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;

/// One end of one EPS security context: the NAS keys, and a COUNT for each direction (TS 24.301
/// clauses 4.4.3 and 9.3, TS 33.401 clause 8).
///
/// ```
/// octet 1     security header type | 7
/// octets 2-5  MAC: EIA2 over octet 6 to the end
/// octet 6     sequence number: the low 8 bits of COUNT
/// octets 7-   NAS message; EEA2 over all of it, or over one container, or over nothing
/// ```
///
/// COUNT is 24 bits, overflow counter and sequence number, and starts at 0. It never begins anew, and
/// each is accepted at most once: the receiver takes the lowest COUNT with the sequence number it sees
/// that is above all it accepted before. Gaps are fine, so lost messages do no harm.
///
/// The MAC does not cover octet 1: somebody in between can make one type of another. So an accepted
/// PDU proves its octets from the sequence number on, and [NasPlainRules#fits] has to agree that its
/// message belongs into that type.
///
/// Thread-safe: no two threads get one COUNT.
public final class NasSecurity implements AutoCloseable {
    /// The last COUNT there is.
    public static final int MAX_COUNT = 0xffffff;

    /// A context with fewer COUNTs left than this wants a new key (TS 24.301 clause 4.4.3.5).
    public static final int COUNT_MARGIN = 0x100;

    private static final int MAC_OFFSET = 1;
    private static final int SEQUENCE_OFFSET = MAC_OFFSET + Eia2.MAC_OCTETS;
    private static final int MESSAGE_OFFSET = SEQUENCE_OFFSET + 1;

    private static final int SERVICE_REQUEST_OCTETS = 4;
    private static final int SHORT_MAC_OFFSET = 2;
    private static final int SHORT_SEQUENCE = 0x1f;

    private final Direction sending;
    private final NasAlgorithms algorithms;
    private final KnasEnc knasEnc;
    private final KnasInt knasInt;
    private int nextToSend;
    private int nextToAccept;

    /// For a context that was in use before.
    NasSecurity(
            Direction sending,
            NasAlgorithms algorithms,
            Kasme kasme,
            int nextToSend,
            int nextToAccept) {
        if (!algorithms.supported()) {
            throw new InvalidValue("NAS security algorithms", algorithms + " is not supported");
        }
        this.sending = sending;
        this.algorithms = algorithms;
        this.knasEnc = KnasEnc.from(kasme, algorithms.eea());
        this.knasInt = KnasInt.from(kasme, algorithms.eia());
        this.nextToSend = nextToSend;
        this.nextToAccept = nextToAccept;
    }

    /// The UE's end of a fresh context. K_ASME stays the caller's.
    public static NasSecurity ofUe(Kasme kasme, NasAlgorithms algorithms) {
        return new NasSecurity(Direction.UPLINK, algorithms, kasme, 0, 0);
    }

    /// The MME's end of a fresh context. K_ASME stays the caller's.
    public static NasSecurity ofMme(Kasme kasme, NasAlgorithms algorithms) {
        return new NasSecurity(Direction.DOWNLINK, algorithms, kasme, 0, 0);
    }

    public NasAlgorithms algorithms() {
        return algorithms;
    }

    /// Whether either direction is about to run out of COUNTs: time to authenticate anew.
    public synchronized boolean nearWrap() {
        return Math.max(nextToSend, nextToAccept) > MAX_COUNT - COUNT_MARGIN;
    }

    /// Protects a message of [NasCodec] as `type` says and spends one COUNT. With EEA0 a ciphered type
    /// is sent as such, and its message is in clear.
    ///
    /// @throws NasCountExhausted if no COUNT is left
    public synchronized byte[] protect(byte[] plain, SecurityHeaderType type) {
        if (!travels(type, sending) || type == SecurityHeaderType.SERVICE_REQUEST) {
            throw new IllegalArgumentException(type + " is not for a message sent " + sending);
        }
        CountBearerDirection input = nextInput();
        byte[] pdu = new byte[MESSAGE_OFFSET + plain.length];
        pdu[0] = (byte) (type.code() << 4 | NasWriter.EMM);
        pdu[SEQUENCE_OFFSET] = (byte) input.count();
        System.arraycopy(applyCipher(plain, type, input), 0, pdu, MESSAGE_OFFSET, plain.length);
        System.arraycopy(mac(pdu, input), 0, pdu, MAC_OFFSET, Eia2.MAC_OCTETS);
        return pdu;
    }

    /// SERVICE REQUEST, 4 octets, and one COUNT spent (TS 24.301 clause 8.2.25):
    ///
    /// ```
    /// octet 1     C7
    /// octet 2     key set identifier 3 bits | sequence number 5 bits
    /// octets 3-4  low 16 bits of the MAC over octets 1 and 2
    /// ```
    ///
    /// @throws NasCountExhausted if no COUNT is left
    public synchronized byte[] serviceRequest(Eksi eksi) {
        CountBearerDirection input = nextInput();
        byte[] pdu = new byte[SERVICE_REQUEST_OCTETS];
        pdu[0] = (byte) (SecurityHeaderType.SERVICE_REQUEST.code() << 4 | NasWriter.EMM);
        pdu[1] = (byte) (eksi.value() << 5 | (input.count() & SHORT_SEQUENCE));
        System.arraycopy(shortMac(pdu, input), 0, pdu, SHORT_MAC_OFFSET, Eia2.MAC_OCTETS / 2);
        return pdu;
    }

    /// Checks MAC and COUNT of a received PDU, and deciphers it. Whatever the octets are, the answer
    /// is a value; only an accepted PDU changes the context.
    public synchronized Unprotected unprotect(byte[] pdu) {
        if (pdu.length > 0 && (pdu[0] & 0x0f) == NasWriter.ESM) {
            return new Unprotected.Plain(Octets.copyOf(pdu));
        }
        SecurityHeaderType type = SecurityHeaderType.of(pdu).orElse(null);
        if (type == SecurityHeaderType.PLAIN) {
            return new Unprotected.Plain(Octets.copyOf(pdu));
        }
        if (type == null || !travels(type, sending.opposite())) {
            return new Unprotected.Refused(pdu.length == 0 ? Reason.TRUNCATED : Reason.HEADER_TYPE);
        }
        return type == SecurityHeaderType.SERVICE_REQUEST
                ? acceptServiceRequest(pdu)
                : accept(pdu, type);
    }

    /// The message inside `pdu` as far as it is readable without a key: plain ones, and those that are
    /// integrity protected only. **Nothing about it is verified.** A UE needs it to learn from a
    /// SECURITY MODE COMMAND which key verifies it, an MME to treat an ATTACH REQUEST whose context it
    /// does not have. Empty if the message is ciphered or not there.
    public static Optional<Octets> unverifiedMessage(byte[] pdu) {
        return SecurityHeaderType.of(pdu).flatMap(type -> unverifiedMessage(pdu, type));
    }

    private static Optional<Octets> unverifiedMessage(byte[] pdu, SecurityHeaderType type) {
        return switch (type) {
            case PLAIN -> Optional.of(Octets.copyOf(pdu));
            case INTEGRITY, INTEGRITY_NEW_CONTEXT ->
                    pdu.length <= MESSAGE_OFFSET
                            ? Optional.empty()
                            : Optional.of(
                                    Octets.copyOf(
                                            pdu, MESSAGE_OFFSET, pdu.length - MESSAGE_OFFSET));
            case CIPHERED, CIPHERED_NEW_CONTEXT, PARTLY_CIPHERED, SERVICE_REQUEST ->
                    Optional.empty();
        };
    }

    private Unprotected accept(byte[] pdu, SecurityHeaderType type) {
        if (pdu.length <= MESSAGE_OFFSET) {
            return new Unprotected.Refused(Reason.TRUNCATED);
        }
        byte[] received = Arrays.copyOfRange(pdu, MAC_OFFSET, SEQUENCE_OFFSET);
        int count = lowestAcceptable(pdu[SEQUENCE_OFFSET] & 0xff, 0x100);
        CountBearerDirection input = receivedInput(count);
        if (count > MAX_COUNT) {
            return new Unprotected.Refused(Reason.COUNT_EXHAUSTED);
        }
        if (!MessageDigest.isEqual(received, mac(pdu, input))) {
            return new Unprotected.Refused(reasonOfWrongMac(pdu, received, count - 0x100));
        }
        nextToAccept = count + 1;
        byte[] message = Arrays.copyOfRange(pdu, MESSAGE_OFFSET, pdu.length);
        return new Unprotected.Accepted(Octets.copyOf(applyCipher(message, type, input)), type);
    }

    private Unprotected acceptServiceRequest(byte[] pdu) {
        if (pdu.length != SERVICE_REQUEST_OCTETS) {
            return new Unprotected.Refused(Reason.TRUNCATED);
        }
        int count = lowestAcceptable(pdu[1] & SHORT_SEQUENCE, SHORT_SEQUENCE + 1);
        if (count > MAX_COUNT) {
            return new Unprotected.Refused(Reason.COUNT_EXHAUSTED);
        }
        byte[] received = Arrays.copyOfRange(pdu, SHORT_MAC_OFFSET, SERVICE_REQUEST_OCTETS);
        if (!MessageDigest.isEqual(received, shortMac(pdu, receivedInput(count)))) {
            return new Unprotected.Refused(Reason.MAC);
        }
        nextToAccept = count + 1;
        return new Unprotected.Accepted(Octets.copyOf(pdu), SecurityHeaderType.SERVICE_REQUEST);
    }

    /// The lowest COUNT not accepted yet whose low bits are `sequence`.
    private int lowestAcceptable(int sequence, int sequences) {
        int count = (nextToAccept & -sequences) | sequence;
        return count < nextToAccept ? count + sequences : count;
    }

    /// Tells a replay from a forgery, for the one who reads the counters; both are refused alike.
    private Reason reasonOfWrongMac(byte[] pdu, byte[] received, int earlierCount) {
        boolean replayed =
                earlierCount >= 0
                        && MessageDigest.isEqual(received, mac(pdu, receivedInput(earlierCount)));
        return replayed ? Reason.REPLAYED : Reason.MAC;
    }

    private CountBearerDirection nextInput() {
        if (nextToSend > MAX_COUNT) {
            throw new NasCountExhausted();
        }
        return CountBearerDirection.nas(nextToSend++, sending);
    }

    private CountBearerDirection receivedInput(int count) {
        return CountBearerDirection.nas(count, sending.opposite());
    }

    private byte[] mac(byte[] pdu, CountBearerDirection input) {
        return Eia2.mac(knasInt, input, Arrays.copyOfRange(pdu, SEQUENCE_OFFSET, pdu.length));
    }

    private byte[] shortMac(byte[] pdu, CountBearerDirection input) {
        byte[] mac = Eia2.mac(knasInt, input, Arrays.copyOf(pdu, SHORT_MAC_OFFSET));
        return Arrays.copyOfRange(mac, Eia2.MAC_OCTETS / 2, Eia2.MAC_OCTETS);
    }

    /// Enciphers or deciphers what `type` wants ciphered of a message; EEA0 leaves all as it is.
    private byte[] applyCipher(
            byte[] message, SecurityHeaderType type, CountBearerDirection input) {
        if (algorithms.eea() == 0) {
            return message;
        }
        if (type.ciphered()) {
            return Eea2.apply(knasEnc, input, message);
        }
        return type == SecurityHeaderType.PARTLY_CIPHERED
                ? applyToContainer(message, input)
                : message;
    }

    private byte[] applyToContainer(byte[] message, CountBearerDirection input) {
        NasReader container = ControlPlaneServiceRequest.container(message);
        int from = container.offset();
        byte[] content = Eea2.apply(knasEnc, input, container.rest().toArray());
        byte[] out = message.clone();
        System.arraycopy(content, 0, out, from, content.length);
        return out;
    }

    /// Which protected types travel which way; a plain message is none of them.
    private static boolean travels(SecurityHeaderType type, Direction direction) {
        return switch (type) {
            case PLAIN -> false;
            case INTEGRITY, CIPHERED -> true;
            case INTEGRITY_NEW_CONTEXT -> direction == Direction.DOWNLINK;
            case CIPHERED_NEW_CONTEXT, PARTLY_CIPHERED, SERVICE_REQUEST ->
                    direction == Direction.UPLINK;
        };
    }

    /// Wipes the NAS keys. Every later use is a programming error.
    @Override
    public void close() {
        knasEnc.octets().close();
        knasInt.octets().close();
    }
}
