package dev.bestow.wire.coap;

import dev.bestow.core.InvalidValue;
import dev.bestow.core.Octets;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// One CoAP message (RFC 7252 clause 3).
///
/// @param messageId joins an acknowledgement to its message, and two copies of one message; 16 bits
/// @param token joins a response to its request, up to 8 octets
/// @param options in the order of their numbers
/// @param payload of no octets where there is none
public record CoapMessage(
        CoapType type,
        CoapCode code,
        int messageId,
        Octets token,
        List<CoapOption> options,
        Octets payload)
        implements ReceivedCoap {
    public static final int MAX_TOKEN_OCTETS = 8;

    public CoapMessage {
        if (token.length() > MAX_TOKEN_OCTETS) {
            throw new InvalidValue("token", "needs at most 8 octets");
        }
        options = options.stream().sorted(Comparator.comparingInt(CoapOption::number)).toList();
    }

    /// Acknowledges `messageId`, and says nothing more.
    public static CoapMessage acknowledging(int messageId) {
        return empty(CoapType.ACKNOWLEDGEMENT, messageId);
    }

    /// Says that `messageId` is not understood.
    public static CoapMessage resetting(int messageId) {
        return empty(CoapType.RESET, messageId);
    }

    private static CoapMessage empty(CoapType type, int messageId) {
        return new CoapMessage(
                type, CoapCode.EMPTY, messageId, Octets.EMPTY, List.of(), Octets.EMPTY);
    }

    /// The response to `request`: with its acknowledgement if it wants one, else in a message called `messageId`.
    public static CoapMessage responding(
            CoapMessage request,
            int messageId,
            CoapCode code,
            List<CoapOption> options,
            Octets payload) {
        boolean acknowledges = request.type == CoapType.CONFIRMABLE;
        return new CoapMessage(
                acknowledges ? CoapType.ACKNOWLEDGEMENT : CoapType.NON_CONFIRMABLE,
                code,
                acknowledges ? request.messageId : messageId,
                request.token,
                options,
                payload);
    }

    /// The value of the option of that number, or of the first one.
    public Optional<Octets> option(int number) {
        return options.stream()
                .filter(option -> option.number() == number)
                .map(CoapOption::value)
                .findFirst();
    }

    /// The options of that number as a path, `/a/1`; of no characters where there is none.
    public String path(int number) {
        return options.stream()
                .filter(option -> option.number() == number)
                .map(option -> "/" + new String(option.value().toArray(), StandardCharsets.UTF_8))
                .collect(Collectors.joining());
    }

    /// Whether it answers `request`: by its token, and where it comes with the acknowledgement by the message ID too
    /// (RFC 7252 clause 5.3.2).
    public boolean isResponseTo(CoapMessage request) {
        return code.isResponse()
                && token.equals(request.token())
                && (type != CoapType.ACKNOWLEDGEMENT || messageId == request.messageId());
    }

    /// Whether it has an option that must be understood and is not.
    public boolean hasUnknownCriticalOption() {
        return options.stream().anyMatch(option -> option.isCritical() && !option.isKnown());
    }
}
