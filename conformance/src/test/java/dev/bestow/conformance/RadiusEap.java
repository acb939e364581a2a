package dev.bestow.conformance;

import dev.bestow.core.Octets;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// EAP in RADIUS (RFC 3579), as far as programs want it that speak EAP in nothing else: what a message carries, and a
/// message around what is to be carried.
///
/// @param code 1 request, 2 accept, 3 reject, 11 challenge
/// @param eap put together of all EAP-Message attributes
/// @param state of no octets where there is none
record RadiusEap(int code, int identifier, Octets authenticator, Octets eap, Octets state) {
    static final int REQUEST = 1;
    static final int ACCEPT = 2;
    static final int REJECT = 3;
    static final int CHALLENGE = 11;
    static final String SECRET = "radius";

    private static final int HEADER_OCTETS = 20;
    private static final int USER_NAME = 1;
    private static final int STATE = 24;
    private static final int EAP_MESSAGE = 79;
    private static final int MESSAGE_AUTHENTICATOR = 80;
    private static final int MAX_VALUE = 253;

    static RadiusEap decode(byte[] message) {
        var eap = new ByteArrayOutputStream();
        byte[] state = {};
        for (int at = HEADER_OCTETS; at < message.length; at += message[at + 1] & 0xff) {
            byte[] value = Arrays.copyOfRange(message, at + 2, at + (message[at + 1] & 0xff));
            switch (message[at]) {
                case EAP_MESSAGE -> eap.writeBytes(value);
                case STATE -> state = value;
                default -> {
                    // Of no concern here.
                }
            }
        }
        return new RadiusEap(
                message[0],
                message[1] & 0xff,
                Octets.copyOf(message, 4, 16),
                Octets.copyOf(eap.toByteArray()),
                Octets.copyOf(state));
    }

    /// A request of a client with these.
    static byte[] request(int identifier, byte[] eap, byte[] state) {
        byte[] authenticator = new byte[16];
        Arrays.fill(authenticator, (byte) (identifier + 1));
        var attributes = new ByteArrayOutputStream();
        put(attributes, USER_NAME, "0".getBytes(StandardCharsets.US_ASCII));
        return encode(REQUEST, identifier, authenticator, carrying(attributes, eap, state));
    }

    /// The answer to this request.
    byte[] answer(int answerCode, byte[] message, byte[] next) {
        byte[] answer =
                encode(
                        answerCode,
                        identifier,
                        authenticator.toArray(),
                        carrying(new ByteArrayOutputStream(), message, next));
        byte[] covered = Arrays.copyOf(answer, answer.length + SECRET.length());
        System.arraycopy(
                SECRET.getBytes(StandardCharsets.US_ASCII),
                0,
                covered,
                answer.length,
                SECRET.length());
        System.arraycopy(digest(covered), 0, answer, 4, 16);
        return answer;
    }

    private static ByteArrayOutputStream carrying(
            ByteArrayOutputStream attributes, byte[] eap, byte[] state) {
        if (state.length > 0) {
            put(attributes, STATE, state);
        }
        for (int at = 0; at < eap.length; at += MAX_VALUE) {
            put(
                    attributes,
                    EAP_MESSAGE,
                    Arrays.copyOfRange(eap, at, Math.min(eap.length, at + MAX_VALUE)));
        }
        return attributes;
    }

    private static byte[] encode(
            int code, int identifier, byte[] authenticator, ByteArrayOutputStream attributes) {
        put(attributes, MESSAGE_AUTHENTICATOR, new byte[16]);
        int length = HEADER_OCTETS + attributes.size();
        byte[] message =
                ByteBuffer.allocate(length)
                        .put((byte) code)
                        .put((byte) identifier)
                        .putShort((short) length)
                        .put(authenticator)
                        .put(attributes.toByteArray())
                        .array();
        System.arraycopy(hmac(message), 0, message, length - 16, 16);
        return message;
    }

    private static void put(ByteArrayOutputStream out, int type, byte[] value) {
        out.write(type);
        out.write(2 + value.length);
        out.writeBytes(value);
    }

    private static byte[] hmac(byte[] message) {
        try {
            Mac mac = Mac.getInstance("HmacMD5");
            mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.US_ASCII), "HmacMD5"));
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] digest(byte[] covered) {
        try {
            return MessageDigest.getInstance("MD5").digest(covered);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
