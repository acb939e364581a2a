package dev.bestow.cli.lab;

import dev.bestow.cli.device.ReportProtection;
import dev.bestow.wire.coap.CoapCodec;
import dev.bestow.wire.coap.CoapMessage;
import dev.bestow.wire.coap.CoapOption;

import java.util.Set;

/// What a ledger calls the datagrams between a device and an endpoint.
final class ReportMessages {
    private static final String REQUEST = "Application Request";
    private static final String RESPONSE = "Application Response";
    private static final String ESP = "ESP packet";
    private static final String DTLS_DATA = "DTLS application data";

    /// The report and its answer; all else is a handshake.
    private static final Set<String> OF_THE_APPLICATION =
            Set.of(REQUEST, RESPONSE, "OSCORE " + REQUEST, "OSCORE " + RESPONSE, ESP, DTLS_DATA);

    private static final int HANDSHAKE = 22;

    /// Of a handshake message in a record of DTLS 1.2 (RFC 6347 clauses 4.1 and 4.2.2).
    private static final int TYPE_AT = 13;

    private ReportMessages() {}

    static String name(ReportProtection protection, boolean up, byte[] datagram) {
        String message = up ? REQUEST : RESPONSE;
        return switch (protection) {
            case ua -> message;
            case oscore -> "OSCORE " + message;
            case oscore3gpp -> hasNonces(datagram) ? nonces(up) : "OSCORE " + message;
            case esp -> ESP;
            case dtls -> "DTLS " + record(datagram);
        };
    }

    private static String nonces(boolean up) {
        return (up ? "CoAP POST" : "CoAP answer") + " with nonces";
    }

    /// 3GPP's round trip goes in CoAP without OSCORE. So does a refusal, which is the answer of an application.
    private static boolean hasNonces(byte[] datagram) {
        return CoapCodec.decode(datagram) instanceof CoapMessage message
                && message.option(CoapOption.OSCORE).isEmpty()
                && (message.code().isRequest() || message.code().isSuccess());
    }

    /// Of the first record in a datagram: the others are of the same flight.
    private static String record(byte[] datagram) {
        return switch (at(datagram, 0)) {
            case 20 -> "ChangeCipherSpec";
            case 21 -> "Alert";
            case HANDSHAKE -> handshake(at(datagram, TYPE_AT));
            case 23, 25 -> "application data";
            default -> "record";
        };
    }

    private static String handshake(int type) {
        return switch (type) {
            case 1 -> "ClientHello";
            case 2 -> "ServerHello";
            case 3 -> "HelloVerifyRequest";
            case 12 -> "ServerKeyExchange";
            case 14 -> "ServerHelloDone";
            case 16 -> "ClientKeyExchange";
            default -> "handshake";
        };
    }

    private static int at(byte[] datagram, int place) {
        return place < datagram.length ? datagram[place] & 0xFF : 0;
    }

    /// Whether a message of that name carries a report or its answer.
    static boolean isOfTheApplication(String message) {
        return OF_THE_APPLICATION.contains(message);
    }

    /// What the study calls a message of the application.
    static String inTheStudy(String message, boolean up) {
        return isOfTheApplication(message) ? (up ? REQUEST : RESPONSE) : message;
    }
}
