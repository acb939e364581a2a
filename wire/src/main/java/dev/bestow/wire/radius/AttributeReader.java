package dev.bestow.wire.radius;

import dev.bestow.core.Imei;
import dev.bestow.core.Imsi;
import dev.bestow.core.InvalidValue;
import dev.bestow.core.Octets;
import dev.bestow.core.PlmnId;
import dev.bestow.wire.radius.UndecodableAccounting.Reason;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The attributes of one message (RFC 2865 clause 5). A length that its clause does not allow refuses the message (RFC
/// 2866 clause 5). A value that cannot be read is skipped as an attribute that is not known (RFC 6929 clause 2.8), and
/// so is one of a vendor: a gateway without answers refuses sessions, which a digit too many in a hint is no reason
/// for.
///
/// ```
/// octets 1-2   26 | length                     a vendor's (RFC 2865 clause 5.26)
/// octets 3-6   10415, 3GPP's
/// octets 7-    one or several: type 1 | length 1 | value   (TS 29.061 clause 16.4.7)
/// ```
final class AttributeReader {
    private static final int VENDOR_SPECIFIC = 26;
    private static final int VENDOR_OCTETS = 4;
    private static final int TGPP = 10_415;
    private static final int MAX_PREFIX_BITS = 128;
    private static final int MCC_DIGITS = 3;

    private final byte[] message;
    private final List<RadiusAttribute> read = new ArrayList<>();
    private int at;
    private int messageAuthenticatorOffset;

    AttributeReader(byte[] message, int from) {
        this.message = message;
        this.at = from;
    }

    List<RadiusAttribute> read() {
        return read;
    }

    /// Where the first one's 16 octets are; 0 when there is none.
    int messageAuthenticatorOffset() {
        return messageAuthenticatorOffset;
    }

    /// Null when all went well.
    @Nullable UndecodableAccounting readAll() {
        while (at < message.length) {
            int left = message.length - at;
            int length =
                    left < AccountingCodec.ATTRIBUTE_HEADER_OCTETS ? 0 : message[at + 1] & 0xff;
            if (length < AccountingCodec.ATTRIBUTE_HEADER_OCTETS || length > left) {
                return new UndecodableAccounting(Reason.LENGTH, "Attributes");
            }
            int type = message[at] & 0xff;
            byte[] value =
                    Arrays.copyOfRange(
                            message, at + AccountingCodec.ATTRIBUTE_HEADER_OCTETS, at + length);
            String wrong = read(type, value);
            if (wrong != null) {
                return new UndecodableAccounting(Reason.LENGTH, wrong);
            }
            at += length;
        }
        return null;
    }

    /// The name of the attribute if its length is wrong, else null.
    private @Nullable String read(int type, byte[] value) {
        return switch (type) {
            case 1 -> text(value, RadiusAttribute.UserName::new);
            case 4 -> fixed("NAS-IP-Address", value, 4, RadiusAttribute.NasIpAddress::new);
            case 8 -> fixed("Framed-IP-Address", value, 4, RadiusAttribute.FramedIpAddress::new);
            case VENDOR_SPECIFIC -> vendorSpecific(value);
            case 30 -> text(value, RadiusAttribute.CalledStationId::new);
            case 31 -> text(value, RadiusAttribute.CallingStationId::new);
            case 32 -> octets(value, RadiusAttribute.NasIdentifier::new);
            case AccountingCodec.PROXY_STATE -> {
                read.add(new RadiusAttribute.ProxyState(Octets.copyOf(value)));
                yield null;
            }
            case 40 ->
                    fixed(
                            "Acct-Status-Type",
                            value,
                            4,
                            octets ->
                                    new RadiusAttribute.AcctStatusType(
                                            AcctStatus.of((int) unsigned(octets))));
            case 44 -> octets(value, RadiusAttribute.AcctSessionId::new);
            case 55 ->
                    fixed(
                            "Event-Timestamp",
                            value,
                            4,
                            octets ->
                                    new RadiusAttribute.EventTimestamp(
                                            Instant.ofEpochSecond(unsigned(octets))));
            case AccountingCodec.MESSAGE_AUTHENTICATOR -> messageAuthenticator(value);
            case 95 -> fixed("NAS-IPv6-Address", value, 16, RadiusAttribute.NasIpv6Address::new);
            case 97 -> framedIpv6Prefix(value);
            default -> null;
        };
    }

    /// What a value becomes.
    private interface Made<V> {
        RadiusAttribute of(V value);
    }

    /// An empty one counts as absent: it must not be sent (RFC 2865 clause 5), and is.
    private @Nullable String octets(byte[] value, Made<Octets> made) {
        if (value.length > 0) {
            read.add(made.of(Octets.copyOf(value)));
        }
        return null;
    }

    private @Nullable String text(byte[] value, Made<String> made) {
        return octets(value, octets -> made.of(new String(value, StandardCharsets.UTF_8)));
    }

    private @Nullable String fixed(String name, byte[] value, int length, Made<Octets> made) {
        if (value.length != length) {
            return name;
        }
        return octets(value, made);
    }

    private @Nullable String messageAuthenticator(byte[] value) {
        if (value.length != Authenticators.OCTETS) {
            return "Message-Authenticator";
        }
        if (messageAuthenticatorOffset == 0) {
            messageAuthenticatorOffset = at + AccountingCodec.ATTRIBUTE_HEADER_OCTETS;
        }
        return null;
    }

    /// Octets behind the prefix may be left out, and bits there are cleared (RFC 3162 clause 2.3).
    private @Nullable String framedIpv6Prefix(byte[] value) {
        if (value.length < 2 || value.length > 18) {
            return "Framed-IPv6-Prefix";
        }
        int bits = value[1] & 0xff;
        if (bits <= MAX_PREFIX_BITS) {
            byte[] prefix = Arrays.copyOf(Arrays.copyOfRange(value, 2, value.length), 16);
            for (int bit = bits; bit < MAX_PREFIX_BITS; bit++) {
                prefix[bit / 8] &= (byte) ~(0x80 >> bit % 8);
            }
            read.add(new RadiusAttribute.FramedIpv6Prefix(Octets.copyOf(prefix), bits));
        }
        return null;
    }

    private @Nullable String vendorSpecific(byte[] value) {
        if (value.length < VENDOR_OCTETS) {
            return "Vendor-Specific";
        }
        if (ByteBuffer.wrap(value).getInt() == TGPP) {
            readTgpp(value);
        }
        return null;
    }

    private void readTgpp(byte[] value) {
        int from = VENDOR_OCTETS;
        while (value.length - from >= AccountingCodec.ATTRIBUTE_HEADER_OCTETS) {
            int length = value[from + 1] & 0xff;
            if (length < AccountingCodec.ATTRIBUTE_HEADER_OCTETS || length > value.length - from) {
                return;
            }
            int start = from + AccountingCodec.ATTRIBUTE_HEADER_OCTETS;
            readTgpp(value[from] & 0xff, Arrays.copyOfRange(value, start, from + length));
            from += length;
        }
    }

    private void readTgpp(int type, byte[] value) {
        String ascii = new String(value, StandardCharsets.US_ASCII);
        try {
            switch (type) {
                case 1 -> read.add(new RadiusAttribute.TgppImsi(Imsi.parse(ascii)));
                case 2 -> {
                    if (value.length == 4) {
                        long id = unsigned(Octets.copyOf(value));
                        read.add(new RadiusAttribute.TgppChargingId(id));
                    }
                }
                case 18 -> {
                    if (ascii.length() > MCC_DIGITS) {
                        read.add(
                                new RadiusAttribute.TgppSgsnMccMnc(
                                        new PlmnId(
                                                ascii.substring(0, MCC_DIGITS),
                                                ascii.substring(MCC_DIGITS))));
                    }
                }
                case 20 -> read.add(new RadiusAttribute.TgppImeisv(new Imei(ascii)));
                case 21 -> {
                    if (value.length == 1) {
                        read.add(new RadiusAttribute.TgppRatType(value[0] & 0xff));
                    }
                }
                default -> {
                    // Not used here.
                }
            }
        } catch (InvalidValue _) {
            // Skipped; see above.
        }
    }

    private static long unsigned(Octets octets) {
        long value = 0;
        for (int i = 0; i < octets.length(); i++) {
            value = value << 8 | octets.at(i);
        }
        return value;
    }
}
