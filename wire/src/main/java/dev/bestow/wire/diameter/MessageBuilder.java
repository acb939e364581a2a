package dev.bestow.wire.diameter;

import dev.bestow.core.Octets;
import dev.bestow.core.Secret;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;

/// Writes one message, front to back, into an array that grows and becomes the message's own. One
/// builder, one message, one thread. AVP flags come from the [AvpDefinition], padding is zero.
public final class MessageBuilder {
    /// An AIR or an AIA with one vector and names of 50 characters fits; anything longer doubles.
    private static final int INITIAL_OCTETS = 512;

    private byte[] octets = new byte[INITIAL_OCTETS];
    private int length = DiameterMessage.HEADER_OCTETS;
    private boolean holdsSecret;
    private final int[] openGroups = new int[AvpCursor.MAX_DEPTH];
    private int depth;

    private MessageBuilder(int flags, int commandCode, int applicationId) {
        BigEndian.putInt32(octets, DiameterMessage.FLAGS_AT, (flags << 24) | commandCode);
        BigEndian.putInt32(octets, DiameterMessage.APPLICATION_AT, applicationId);
    }

    /// A request. `flags` is [DiameterMessage#FLAG_PROXIABLE] for everything a relay may carry, else 0.
    /// The hop-by-hop identifier is the link's business, and so is the end-to-end identifier unless set.
    public static MessageBuilder request(int commandCode, int applicationId, int flags) {
        return new MessageBuilder(DiameterMessage.FLAG_REQUEST | flags, commandCode, applicationId);
    }

    /// An answer: command, application, P flag and both identifiers of the request, then its Session-Id
    /// and every Proxy-Info in order (RFC 6733 clause 6.2).
    public static MessageBuilder answerTo(DiameterMessage request) {
        if (!request.isRequest()) {
            throw new IllegalArgumentException("an answer is never answered");
        }
        MessageBuilder answer =
                new MessageBuilder(
                        request.flags() & DiameterMessage.FLAG_PROXIABLE,
                        request.commandCode(),
                        request.applicationId());
        answer.hopByHop(request.hopByHop()).endToEnd(request.endToEnd());
        answer.echo(request, BaseAvps.SESSION_ID);
        answer.echo(request, BaseAvps.PROXY_INFO);
        return answer;
    }

    /// Copies the AVPs of this definition as far as the request can be read: an error answer is built for
    /// requests that cannot be read to their end.
    private void echo(DiameterMessage request, AvpDefinition definition) {
        AvpCursor avps = request.avps();
        try {
            while (avps.next()) {
                if (avps.is(definition)) {
                    avps.copyTo(this);
                }
            }
        } catch (DecodeException e) {
            assert e.hasFailedAvp() : "only an AVP ends the walk";
        }
    }

    public MessageBuilder hopByHop(int hopByHop) {
        BigEndian.putInt32(octets, DiameterMessage.HOP_BY_HOP_AT, hopByHop);
        return this;
    }

    public MessageBuilder endToEnd(int endToEnd) {
        BigEndian.putInt32(octets, DiameterMessage.END_TO_END_AT, endToEnd);
        return this;
    }

    /// Sets the E flag: this answer reports a protocol error and follows the grammar of errors instead of
    /// its command's.
    public MessageBuilder error() {
        octets[DiameterMessage.FLAGS_AT] |= (byte) DiameterMessage.FLAG_ERROR;
        return this;
    }

    /// A number, in the 4 or 8 octets of its type. 32-bit types take -2^31 to 2^32 - 1.
    public MessageBuilder put(AvpDefinition definition, long value) {
        int octetCount = definition.type().leastOctets();
        if (!definition.type().isFixed()
                || (octetCount == 4 && (value >= 1L << 32 || value < Integer.MIN_VALUE))) {
            throw new IllegalArgumentException(definition + " cannot be " + value);
        }
        int at = open(definition, octetCount);
        if (octetCount == Long.BYTES) {
            BigEndian.putInt64(octets, at, value);
        } else {
            BigEndian.putInt32(octets, at, (int) value);
        }
        return this;
    }

    /// Text in UTF-8, or an identity.
    public MessageBuilder put(AvpDefinition definition, String text) {
        int mark = length;
        int start = open(definition, text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                Arrays.fill(octets, mark, length, (byte) 0);
                length = mark;
                return putUtf8(definition, text);
            }
            octets[start + i] = (byte) c;
        }
        return this;
    }

    private MessageBuilder putUtf8(AvpDefinition definition, String text) {
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        int at = open(definition, encoded.length);
        System.arraycopy(encoded, 0, octets, at, encoded.length);
        return this;
    }

    public MessageBuilder put(AvpDefinition definition, Octets value) {
        int at = open(definition, value.length());
        value.writeTo(octets, at);
        return this;
    }

    /// Key octets. The message holds them in clear until it is collected.
    public MessageBuilder put(AvpDefinition definition, Secret value) {
        int at = open(definition, value.length());
        holdsSecret = true;
        value.writeTo(ByteBuffer.wrap(octets, at, value.length()));
        return this;
    }

    public MessageBuilder put(AvpDefinition definition, Instant time) {
        return put(definition, AvpCursor.ntpSeconds(time));
    }

    /// An address behind its family: 1 for IPv4, 2 for IPv6.
    public MessageBuilder put(AvpDefinition definition, InetAddress address) {
        byte[] raw = address.getAddress();
        int at = open(definition, 2 + raw.length);
        octets[at + 1] = (byte) (raw.length == 4 ? 1 : 2);
        System.arraycopy(raw, 0, octets, at + 2, raw.length);
        return this;
    }

    /// Opens a group; what is put until [#closeGroup()] goes inside.
    public MessageBuilder openGroup(AvpDefinition definition) {
        if (depth == AvpCursor.MAX_DEPTH) {
            throw new IllegalStateException("groups nest " + AvpCursor.MAX_DEPTH + " deep at most");
        }
        openGroups[depth++] = length;
        open(definition, 0);
        return this;
    }

    public MessageBuilder closeGroup() {
        if (depth == 0) {
            throw new IllegalStateException("no group is open");
        }
        int group = openGroups[--depth];
        int flags = octets[group + 4] << 24;
        BigEndian.putInt32(octets, group + 4, flags | (length - group));
        return this;
    }

    /// One AVP as it was received, with or without its padding.
    MessageBuilder putEncoded(byte[] source, int offset, int count) {
        int at = length;
        grow(BigEndian.padded(count));
        System.arraycopy(source, offset, octets, at, count);
        return this;
    }

    /// Writes the header of an AVP with `dataOctets` of data and makes room for them and their padding.
    private int open(AvpDefinition definition, int dataOctets) {
        int header = definition.headerOctets();
        int at = length;
        grow(BigEndian.padded(header + dataOctets));
        int flags = definition.mandatory() ? AvpCursor.FLAG_MANDATORY : 0;
        BigEndian.putInt32(octets, at, definition.code());
        if (header == AvpCursor.VENDOR_HEADER_OCTETS) {
            flags |= AvpCursor.FLAG_VENDOR;
            BigEndian.putInt32(octets, at + 8, definition.vendorId());
        }
        BigEndian.putInt32(octets, at + 4, (flags << 24) | (header + dataOctets));
        return at + header;
    }

    private void grow(int more) {
        int needed = length + more;
        if (needed > DiameterMessage.MAX_OCTETS) {
            throw new IllegalStateException("a message has at most 2^24 octets");
        }
        if (needed > octets.length) {
            byte[] old = octets;
            octets = Arrays.copyOf(old, Math.max(needed, 2 * old.length));
            if (holdsSecret) {
                Arrays.fill(old, 0, length, (byte) 0);
            }
        }
        length = needed;
    }

    /// The message. Takes the array with it, so that no copy of a key stays behind; the builder is spent.
    public DiameterMessage build() {
        if (depth != 0) {
            throw new IllegalStateException("a group is still open");
        }
        BigEndian.putInt32(octets, 0, (DiameterMessage.VERSION << 24) | length);
        DiameterMessage message = new DiameterMessage(octets, length);
        octets = new byte[0];
        return message;
    }
}
