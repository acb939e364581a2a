package dev.bestow.wire.diameter;

import dev.bestow.core.Octets;
import dev.bestow.core.Secret;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;

/// Walks the AVPs of a message or of a group, one after the other, without an object per AVP
/// (RFC 6733 clause 4.1).
///
/// ```
///  0               1               2               3
/// +---------------+---------------+---------------+---------------+
/// |                           AVP code                            |
/// +-+-+-+---------+---------------+---------------+---------------+
/// |V M P 0 0 0 0 0|       length: header and data, no padding     |
/// +---------------+---------------+---------------+---------------+
/// |                   Vendor-Id, only with V                      |
/// +---------------+---------------+---------------+---------------+
/// |   data, then zeros up to a multiple of four octets            |
/// ```
///
/// Made for one pass by one thread; a new one costs nothing. Every accessor speaks about the AVP the last
/// [#next()] stopped at and throws [DecodeException] when the octets do not fit the asked type.
public final class AvpCursor {
    static final int FLAG_VENDOR = 0x80;
    static final int FLAG_MANDATORY = 0x40;

    /// Below V, M and P (obsolete, ignored). RFC 6733 clause 4.1: an unrecognised bit is an error.
    static final int FLAGS_RESERVED = 0x1f;

    static final int HEADER_OCTETS = 8;
    static final int VENDOR_HEADER_OCTETS = 12;

    /// The deepest grammar served here is Subscription-Data, APN-Configuration-Profile,
    /// APN-Configuration, EPS-Subscribed-QoS-Profile, Allocation-Retention-Priority: 5, and Failed-AVP may
    /// wrap it. 8 leaves room; a peer that nests deeper wants our stack.
    public static final int MAX_DEPTH = 8;

    /// Longest FQDN (RFC 1035 clause 2.3.4).
    private static final int MAX_IDENTITY_OCTETS = 255;

    private static final int FAMILY_IPV4 = 1;
    private static final int FAMILY_IPV6 = 2;

    /// Seconds from 1900 to 1970.
    private static final long NTP_TO_UNIX = 2_208_988_800L;

    private final byte[] octets;
    private final int limit;
    private final int depth;
    private int nextAvp;
    private int avp;
    private int code;
    private int flags;
    private int vendorId;
    private int dataOffset;
    private int dataLength;

    AvpCursor(byte[] octets, int from, int limit, int depth) {
        this.octets = octets;
        this.limit = limit;
        this.depth = depth;
        this.nextAvp = from;
        this.avp = from;
    }

    /// Steps to the next AVP; false behind the last one.
    public boolean next() {
        int remaining = limit - nextAvp;
        if (remaining == 0) {
            return false;
        }
        avp = nextAvp;
        if (remaining < HEADER_OCTETS) {
            throw broken(remaining);
        }
        code = BigEndian.int32(octets, avp);
        int word = BigEndian.int32(octets, avp + 4);
        flags = word >>> 24;
        int length = word & 0xff_ffff;
        int header = (flags & FLAG_VENDOR) == 0 ? HEADER_OCTETS : VENDOR_HEADER_OCTETS;
        if (length < header || length > remaining) {
            throw broken(remaining);
        }
        vendorId = header == HEADER_OCTETS ? 0 : BigEndian.int32(octets, avp + 8);
        dataOffset = avp + header;
        dataLength = length - header;
        // Some peers leave out the padding of the last AVP in a group; nothing is lost by accepting
        // it.
        nextAvp = Math.min(avp + BigEndian.padded(length), limit);
        if ((flags & FLAGS_RESERVED) != 0) {
            throw refuse(DecodeException.Kind.AVP_BITS);
        }
        return true;
    }

    /// The AVP cannot be cut out, so Failed-AVP gets as much of its header as there is and the least data
    /// of its type, zeroed.
    private DecodeException broken(int remaining) {
        byte[] header =
                Arrays.copyOf(Arrays.copyOfRange(octets, avp, avp + Math.min(remaining, 12)), 12);
        int badVendor = (header[4] & FLAG_VENDOR) == 0 ? 0 : BigEndian.int32(header, 8);
        int badCode = BigEndian.int32(header, 0);
        AvpDefinition known = BaseAvps.DICTIONARY.lookup(badCode, badVendor);
        byte[] example =
                DecodeException.example(
                        badCode, badVendor, known == null ? 0 : known.type().leastOctets());
        example[4] |= (byte) (header[4] & FLAG_MANDATORY);
        return DecodeException.of(DecodeException.Kind.AVP_LENGTH, avp, "AVP " + badCode, example);
    }

    /// The failure of this AVP, for a codec to throw: `throw avp.refuse(AVP_VALUE)`.
    public DecodeException refuse(DecodeException.Kind kind) {
        int length = dataOffset - avp + dataLength;
        byte[] copy =
                Arrays.copyOf(
                        Arrays.copyOfRange(octets, avp, avp + length), BigEndian.padded(length));
        copy[4] &= (byte) ~FLAGS_RESERVED;
        String name =
                (vendorId == 0 ? "" : Integer.toUnsignedString(vendorId) + "/")
                        + Integer.toUnsignedString(code);
        return DecodeException.of(kind, avp, "AVP " + name, copy);
    }

    public int code() {
        return code;
    }

    /// 0 when there is none.
    public int vendorId() {
        return vendorId;
    }

    public boolean isMandatory() {
        return (flags & FLAG_MANDATORY) != 0;
    }

    /// Whether this AVP is the defined one: same code and vendor.
    public boolean is(AvpDefinition definition) {
        return code == definition.code() && vendorId == definition.vendorId();
    }

    /// First octet of the data, counted from the first octet of the message.
    public int dataOffset() {
        return dataOffset;
    }

    /// Octets of data, without padding.
    public int dataLength() {
        return dataLength;
    }

    public int integer32() {
        requireLength(Integer.BYTES);
        return BigEndian.int32(octets, dataOffset);
    }

    /// 0 to 2^32 - 1.
    public long unsigned32() {
        return Integer.toUnsignedLong(integer32());
    }

    /// 64 bits, to be read as unsigned.
    public long unsigned64() {
        requireLength(Long.BYTES);
        return BigEndian.int64(octets, dataOffset);
    }

    /// A copy of the data; of a secret take [#secret()] instead.
    public Octets octets() {
        return Octets.copyOf(octets, dataOffset, dataLength);
    }

    /// A copy of the data of exactly `length` octets (kind `AVP_LENGTH` otherwise).
    public Octets octets(int length) {
        requireLength(length);
        return octets();
    }

    /// A copy of key octets. The message keeps its own until it is collected.
    public Secret secret() {
        return Secret.taking(Arrays.copyOfRange(octets, dataOffset, dataOffset + dataLength));
    }

    /// As [#secret()], of exactly `length` octets (kind `AVP_LENGTH` otherwise).
    public Secret secret(int length) {
        requireLength(length);
        return secret();
    }

    /// The AVP with header, for comparing or copying without reading it.
    void copyTo(MessageBuilder target) {
        target.putEncoded(octets, avp, dataOffset - avp + dataLength);
    }

    /// Text; octets that are no UTF-8 are a bad value.
    public String utf8() {
        if (isAscii()) {
            return new String(octets, dataOffset, dataLength, StandardCharsets.ISO_8859_1);
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets, dataOffset, dataLength))
                    .toString();
        } catch (CharacterCodingException e) {
            throw refuse(DecodeException.Kind.AVP_VALUE);
        }
    }

    private boolean isAscii() {
        for (int i = dataOffset; i < dataOffset + dataLength; i++) {
            if (octets[i] < 0) {
                return false;
            }
        }
        return true;
    }

    /// A DiameterIdentity: FQDN or realm, in lower case because DNS names compare without case and ours
    /// are compared with `equals`. Letters, digits, `-`, `_` and `.` only, 1 to 255 of them.
    public String identity() {
        if (dataLength == 0 || dataLength > MAX_IDENTITY_OCTETS) {
            throw refuse(DecodeException.Kind.AVP_VALUE);
        }
        int seen = IdentityOctets.seen(octets, dataOffset, dataOffset + dataLength);
        if ((seen & IdentityOctets.FOREIGN) != 0) {
            throw refuse(DecodeException.Kind.AVP_VALUE);
        }
        String text = new String(octets, dataOffset, dataLength, StandardCharsets.ISO_8859_1);
        return (seen & IdentityOctets.UPPER) != 0 ? text.toLowerCase(Locale.ROOT) : text;
    }

    /// Whether the data is exactly this ASCII text; compares without making a string.
    public boolean isText(String ascii) {
        if (ascii.length() != dataLength) {
            return false;
        }
        for (int i = 0; i < dataLength; i++) {
            if ((octets[dataOffset + i] & 0xff) != ascii.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /// An IPv4 or IPv6 address behind its 2-octet family; other families are a bad value.
    public InetAddress address() {
        int family =
                dataLength < 2
                        ? 0
                        : ((octets[dataOffset] & 0xff) << 8) | (octets[dataOffset + 1] & 0xff);
        boolean known =
                (family == FAMILY_IPV4 && dataLength == 6)
                        || (family == FAMILY_IPV6 && dataLength == 18);
        if (!known) {
            throw refuse(DecodeException.Kind.AVP_VALUE);
        }
        try {
            return InetAddress.getByAddress(
                    Arrays.copyOfRange(octets, dataOffset + 2, dataOffset + dataLength));
        } catch (UnknownHostException e) {
            throw new AssertionError("4 and 16 octets are addresses", e);
        }
    }

    /// Seconds since 1900. A value below 2^31 is read in the era that begins 2036-02-07 06:28:16 UTC, so
    /// that times stay right until 2104 (RFC 5905's rule for the same field).
    public Instant time() {
        long seconds = unsigned32();
        long era = seconds < 0x8000_0000L ? 1L << 32 : 0;
        return Instant.ofEpochSecond(seconds + era - NTP_TO_UNIX);
    }

    static int ntpSeconds(Instant time) {
        return (int) (time.getEpochSecond() + NTP_TO_UNIX);
    }

    /// Opens the group. Its AVPs are parsed only as far as the returned cursor goes.
    public AvpCursor group() {
        if (depth + 1 > MAX_DEPTH) {
            byte[] header = DecodeException.example(code, vendorId, 0);
            throw DecodeException.of(DecodeException.Kind.AVP_DEPTH, avp, "AVP " + code, header);
        }
        return new AvpCursor(octets, dataOffset, dataOffset + dataLength, depth + 1);
    }

    private void requireLength(int length) {
        if (dataLength != length) {
            throw refuse(DecodeException.Kind.AVP_LENGTH);
        }
    }
}
