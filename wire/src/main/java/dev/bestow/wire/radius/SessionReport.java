package dev.bestow.wire.radius;

import dev.bestow.core.Imsi;
import dev.bestow.core.Octets;
import dev.bestow.core.Secret;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;

/// What a packet gateway says of one session at its least, in an Accounting-Request (TS 29.061 clause 16.4.3). The
/// gateways of a laboratory say no more.
///
/// @param status START, INTERIM_UPDATE or STOP
/// @param id Acct-Session-Id
/// @param accessPoint the APN
/// @param address IPv4 address of the UE, 4 octets
public record SessionReport(
        AcctStatus status, String id, Imsi imsi, String accessPoint, Octets address, Instant at) {
    private static final int FRAMED_IP_ADDRESS = 8;
    private static final int VENDOR_SPECIFIC = 26;
    private static final int CALLED_STATION_ID = 30;
    private static final int ACCT_STATUS_TYPE = 40;
    private static final int ACCT_SESSION_ID = 44;
    private static final int EVENT_TIMESTAMP = 55;
    private static final int TGPP = 10_415;
    private static final int TGPP_IMSI = 1;

    /// The message, as whoever has `secret` makes it.
    public byte[] encode(int identifier, Secret secret) {
        ByteBuffer out = ByteBuffer.allocate(AccountingCodec.MAX_OCTETS);
        out.put((byte) AccountingCodec.REQUEST).put((byte) identifier);
        out.position(AccountingCodec.HEADER_OCTETS);
        put(out, ACCT_STATUS_TYPE, number(status.code()));
        put(out, ACCT_SESSION_ID, text(id));
        put(out, FRAMED_IP_ADDRESS, address.toArray());
        put(out, CALLED_STATION_ID, text(accessPoint));
        put(out, EVENT_TIMESTAMP, number((int) at.getEpochSecond()));
        put(out, VENDOR_SPECIFIC, tgppImsi());
        out.putShort(AccountingCodec.LENGTH_OFFSET, (short) out.position());
        byte[] message = Arrays.copyOf(out.array(), out.position());
        byte[] authenticator = Authenticators.keyedDigest(message, secret);
        System.arraycopy(
                authenticator,
                0,
                message,
                AccountingCodec.AUTHENTICATOR_OFFSET,
                authenticator.length);
        return message;
    }

    private byte[] tgppImsi() {
        byte[] digits = text(imsi.digits());
        int length = AccountingCodec.ATTRIBUTE_HEADER_OCTETS + digits.length;
        ByteBuffer inner = ByteBuffer.allocate(Integer.BYTES + length).putInt(TGPP);
        put(inner, TGPP_IMSI, digits);
        return inner.array();
    }

    private static void put(ByteBuffer out, int type, byte[] value) {
        int length = AccountingCodec.ATTRIBUTE_HEADER_OCTETS + value.length;
        out.put((byte) type).put((byte) length).put(value);
    }

    private static byte[] number(int value) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(value).array();
    }

    private static byte[] text(String value) {
        return value.getBytes(StandardCharsets.US_ASCII);
    }
}
