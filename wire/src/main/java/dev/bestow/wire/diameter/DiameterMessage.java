package dev.bestow.wire.diameter;

import dev.bestow.core.Octets;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.util.Arrays;

/// One Diameter message, immutable, over one array (RFC 6733 clause 3). Nothing of it is parsed before it
/// is asked for.
///
/// ```
///  0               1               2               3
/// +---------------+---------------+---------------+---------------+
/// |  version = 1  |     length: header, AVPs and their padding    |
/// +-+-+-+-+-------+---------------+---------------+---------------+
/// |R P E T 0 0 0 0|                 command code                  |
/// +---------------+---------------+---------------+---------------+
/// |                        application id                         |
/// |                    hop-by-hop identifier                      |
/// |                    end-to-end identifier                      |
/// +---------------+---------------+---------------+---------------+
/// |   AVPs, each padded to a multiple of four octets              |
/// ```
public final class DiameterMessage {
    public static final int HEADER_OCTETS = 20;
    public static final int VERSION = 1;
    public static final int FLAG_REQUEST = 0x80;
    public static final int FLAG_PROXIABLE = 0x40;
    public static final int FLAG_ERROR = 0x20;
    public static final int FLAG_RETRANSMITTED = 0x10;

    static final int FLAGS_RESERVED = 0x0f;
    static final int FLAGS_AT = 4;
    static final int APPLICATION_AT = 8;
    static final int HOP_BY_HOP_AT = 12;
    static final int END_TO_END_AT = 16;

    /// The length field has 24 bits.
    static final int MAX_OCTETS = 0xff_fffc;

    /// May be longer than the message; never changes once it is here.
    private final byte[] octets;

    private final int length;

    DiameterMessage(byte[] octets, int length) {
        this.octets = octets;
        this.length = length;
    }

    /// The length a header announces in its first four octets, or a [DecodeException] when a reader had
    /// better stop reading: another version, below 20, above `maxOctets`, no multiple of four.
    public static int announcedLength(byte[] octets, int offset, int maxOctets) {
        if (octets[offset] != VERSION) {
            throw DecodeException.of(
                    DecodeException.Kind.VERSION, 0, "version " + (octets[offset] & 0xff));
        }
        int length = BigEndian.low24(octets, offset);
        if (length < HEADER_OCTETS || length > maxOctets || (length & 3) != 0) {
            throw DecodeException.of(DecodeException.Kind.MESSAGE_LENGTH, 1, "length " + length);
        }
        return length;
    }

    /// Copies one whole message out of a receive buffer and checks only what framing needs. Enough to
    /// answer it; call [#validate()] before believing anything else.
    public static DiameterMessage frame(byte[] octets, int offset, int length) {
        if (length < HEADER_OCTETS || announcedLength(octets, offset, MAX_OCTETS) != length) {
            throw DecodeException.of(
                    DecodeException.Kind.MESSAGE_LENGTH, 1, "length field is not " + length);
        }
        return new DiameterMessage(Arrays.copyOfRange(octets, offset, offset + length), length);
    }

    /// [#frame] and [#validate()].
    public static DiameterMessage decode(byte[] octets, int offset, int length) {
        DiameterMessage message = frame(octets, offset, length);
        message.validate();
        return message;
    }

    /// The whole array as one message.
    public static DiameterMessage decode(byte[] octets) {
        return decode(octets, 0, octets.length);
    }

    /// Header flags make sense and the top-level AVPs tile the message exactly.
    public void validate() {
        int flags = flags();
        if ((flags & FLAGS_RESERVED) != 0
                || ((flags & FLAG_REQUEST) != 0 && (flags & FLAG_ERROR) != 0)) {
            throw DecodeException.of(DecodeException.Kind.HEADER_BITS, FLAGS_AT, "flags " + flags);
        }
        AvpCursor avps = avps();
        boolean more = true;
        while (more) {
            more = avps.next();
        }
    }

    /// Octets on the wire, header included.
    public int length() {
        return length;
    }

    /// The command flags octet.
    public int flags() {
        return octets[FLAGS_AT] & 0xff;
    }

    public boolean isRequest() {
        return (octets[FLAGS_AT] & FLAG_REQUEST) != 0;
    }

    public boolean isProxiable() {
        return (octets[FLAGS_AT] & FLAG_PROXIABLE) != 0;
    }

    public boolean isError() {
        return (octets[FLAGS_AT] & FLAG_ERROR) != 0;
    }

    public boolean isRetransmitted() {
        return (octets[FLAGS_AT] & FLAG_RETRANSMITTED) != 0;
    }

    public int commandCode() {
        return BigEndian.low24(octets, FLAGS_AT);
    }

    public int applicationId() {
        return BigEndian.int32(octets, APPLICATION_AT);
    }

    public int hopByHop() {
        return BigEndian.int32(octets, HOP_BY_HOP_AT);
    }

    public int endToEnd() {
        return BigEndian.int32(octets, END_TO_END_AT);
    }

    /// A fresh cursor before the first AVP.
    public AvpCursor avps() {
        return new AvpCursor(octets, HEADER_OCTETS, length, 0);
    }

    /// A cursor on the first AVP of this definition at top level, or null.
    public @Nullable AvpCursor find(AvpDefinition definition) {
        return find(definition.code(), definition.vendorId());
    }

    /// A cursor on the first AVP of this code and vendor at top level, or null.
    public @Nullable AvpCursor find(int code, int vendorId) {
        AvpCursor avps = avps();
        while (avps.next()) {
            if (avps.code() == code && avps.vendorId() == vendorId) {
                return avps;
            }
        }
        return null;
    }

    /// As [#find(AvpDefinition)], for an AVP the grammar requires (kind `AVP_MISSING` otherwise).
    public AvpCursor require(AvpDefinition definition) {
        AvpCursor found = find(definition);
        if (found == null) {
            throw DecodeException.missing(definition);
        }
        return found;
    }

    /// A copy of the octets on the wire. They may hold keys: for tests and captures of public messages.
    public Octets octets() {
        return Octets.copyOf(octets, 0, length);
    }

    public void writeTo(byte[] target, int offset) {
        System.arraycopy(octets, 0, target, offset, length);
    }

    public void writeTo(ByteBuffer target) {
        target.put(octets, 0, length);
    }

    /// Writes the message as one hop sends it, without copying it first: under that hop's identifiers,
    /// and with the T flag when it may have been sent before.
    public void writeTo(
            byte[] target, int offset, int hopByHop, int endToEnd, boolean retransmitted) {
        writeTo(target, offset);
        BigEndian.putInt32(target, offset + HOP_BY_HOP_AT, hopByHop);
        BigEndian.putInt32(target, offset + END_TO_END_AT, endToEnd);
        if (retransmitted) {
            target[offset + FLAGS_AT] |= (byte) FLAG_RETRANSMITTED;
        }
    }

    /// The same message under another hop-by-hop identifier.
    public DiameterMessage withHopByHop(int hopByHop) {
        return with(HOP_BY_HOP_AT, hopByHop);
    }

    /// The same message under another end-to-end identifier.
    public DiameterMessage withEndToEnd(int endToEnd) {
        return with(END_TO_END_AT, endToEnd);
    }

    private DiameterMessage with(int offset, int value) {
        byte[] copy = Arrays.copyOf(octets, length);
        BigEndian.putInt32(copy, offset, value);
        return new DiameterMessage(copy, length);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DiameterMessage that
                && Arrays.equals(octets, 0, length, that.octets, 0, that.length);
    }

    @Override
    public int hashCode() {
        return 31 * commandCode() + hopByHop();
    }

    /// Command, application and length; never content.
    @Override
    public String toString() {
        return CommandCode.name(commandCode(), isRequest())
                + "("
                + ApplicationId.name(applicationId())
                + ", "
                + length
                + " octets)";
    }
}
