package dev.bestow.wire.coap;

import dev.bestow.core.InvalidValue;
import dev.bestow.core.Octets;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Optional;

/// The value of the OSCORE option, 0 to 255 octets (RFC 8613 clause 6.1): which key and nonce a message has.
///
/// ```
/// octet 0       000 | h: kid context follows | k: kid follows | n 3 bits: octets of the Partial IV, 0 to 5
/// n octets      Partial IV, big-endian, as few octets as can be, one for zero
/// 1 and s       s, and s octets of kid context, if h
/// the rest      kid, if k
/// ```
///
/// Where all of it is absent the value has no octets.
///
/// @param partialIv the number of the message, of no octets where it is absent
/// @param kidContext names the context, null where it is absent
/// @param kid the sender's id, null where it is absent; one of no octets is there
public record OscoreOption(Octets partialIv, @Nullable Octets kidContext, @Nullable Octets kid) {
    /// Of a Partial IV.
    public static final int MAX_PARTIAL_IV_OCTETS = 5;

    /// The highest number that a Partial IV can say.
    public static final long MAX_PARTIAL_IV = (1L << (8 * MAX_PARTIAL_IV_OCTETS)) - 1;

    private static final int KID_CONTEXT = 0x10;
    private static final int KID = 0x08;
    private static final int LENGTH = 0x07;
    private static final int RESERVED = 0xe0;
    private static final int MAX_OCTETS = 255;

    public OscoreOption {
        if (partialIv.length() > MAX_PARTIAL_IV_OCTETS || !isShortest(partialIv)) {
            throw new InvalidValue("Partial IV", "needs 0 to 5 octets, without leading zeros");
        }
        int octets =
                1
                        + partialIv.length()
                        + (kidContext == null ? 0 : 1 + kidContext.length())
                        + (kid == null ? 0 : kid.length());
        if (octets > MAX_OCTETS) {
            throw new InvalidValue("OSCORE option", "needs at most 255 octets");
        }
    }

    private static boolean isShortest(Octets partialIv) {
        return partialIv.length() < 2 || partialIv.at(0) != 0;
    }

    /// `number` as a Partial IV, 1 to 5 octets.
    public static Octets partialIv(long number) {
        if (number < 0 || number > MAX_PARTIAL_IV) {
            throw new InvalidValue("Partial IV", "needs 40 bits");
        }
        int octets = Math.max(1, (Long.SIZE - Long.numberOfLeadingZeros(number) + 7) / 8);
        byte[] all = ByteBuffer.allocate(Long.BYTES).putLong(number).array();
        return Octets.copyOf(all, Long.BYTES - octets, octets);
    }

    /// What the Partial IV says; -1 where it is absent.
    public long number() {
        long number = partialIv.length() == 0 ? -1 : 0;
        for (int i = 0; i < partialIv.length(); i++) {
            number = number << 8 | partialIv.at(i);
        }
        return number;
    }

    public Octets encode() {
        var out = new ByteArrayOutputStream();
        int flags =
                partialIv.length()
                        | (kidContext == null ? 0 : KID_CONTEXT)
                        | (kid == null ? 0 : KID);
        if (flags == 0) {
            return Octets.EMPTY;
        }
        out.write(flags);
        out.writeBytes(partialIv.toArray());
        if (kidContext != null) {
            out.write(kidContext.length());
            out.writeBytes(kidContext.toArray());
        }
        if (kid != null) {
            out.writeBytes(kid.toArray());
        }
        return Octets.copyOf(out.toByteArray());
    }

    /// Empty where the octets are no such value: reserved bits, a length that does not fit, octets behind the end, a
    /// Partial IV with a leading zero.
    public static Optional<OscoreOption> decode(Octets value) {
        if (value.length() == 0) {
            return Optional.of(new OscoreOption(Octets.EMPTY, null, null));
        }
        int flags = value.at(0);
        int ivOctets = flags & LENGTH;
        int at = 1 + ivOctets;
        if (flags == 0
                || (flags & RESERVED) != 0
                || ivOctets > MAX_PARTIAL_IV_OCTETS
                || value.length() > MAX_OCTETS
                || value.length() < at) {
            return Optional.empty();
        }
        Octets partialIv = value.slice(1, ivOctets);
        Octets kidContext = null;
        if ((flags & KID_CONTEXT) != 0) {
            if (value.length() == at || value.length() < at + 1 + value.at(at)) {
                return Optional.empty();
            }
            kidContext = value.slice(at + 1, value.at(at));
            at += 1 + kidContext.length();
        }
        Octets kid = (flags & KID) == 0 ? null : value.slice(at, value.length() - at);
        if (!isShortest(partialIv) || (kid == null && at != value.length())) {
            return Optional.empty();
        }
        return Optional.of(new OscoreOption(partialIv, kidContext, kid));
    }
}
