package dev.bestow.session.oscore;

import dev.bestow.core.Octets;
import dev.bestow.core.Secret;
import dev.bestow.keys.HmacTag;
import dev.bestow.keys.PurposeKey;
import dev.bestow.wire.coap.CoapCode;
import dev.bestow.wire.coap.CoapMessage;
import dev.bestow.wire.coap.CoapOption;
import dev.bestow.wire.ua.RefusalCause;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Why a server does not take a request, as a CoAP error in clear: its code, Max-Age where the device should come back,
/// and a diagnostic payload. Another client sees a code of RFC 8613 clause 8.2; ours reads the rest.
///
/// ```
/// REPLAYED                     the cause, by its name
/// REPLAYED 0123456789abcdef    and a tag of 8 octets, where the server has the key
/// ```
///
/// The tag is HMAC-SHA-256 under a key for just this of the Master Secret, over the option and the tag of the request
/// and the cause. It needs no nonce, so a server that has lost its contexts makes one too. Where the payload would make
/// the answer to a stranger longer than his message, it is left out.
///
/// @param authenticated whether a tag verified; to a server, whether it makes one
record OscoreRefusal(RefusalCause cause, int retryAfterSeconds, boolean authenticated) {
    private static final String LABEL = "bestow-oscore-refusal";
    private static final int MAX_RETRY_SECONDS = 255;
    private static final int TAG_DIGITS = 2 * HmacTag.MIN_OCTETS;

    /// What another server means by `code`.
    private static RefusalCause cause(CoapCode code) {
        if (code.equals(CoapCode.UNAUTHORIZED)) {
            return RefusalCause.SESSION_UNKNOWN;
        }
        if (code.equals(CoapCode.BAD_REQUEST)) {
            return RefusalCause.AUTHENTICATION_FAILED;
        }
        return code.equals(CoapCode.SERVICE_UNAVAILABLE)
                ? RefusalCause.BUSY
                : RefusalCause.FORM_NOT_ALLOWED;
    }

    private static CoapCode code(RefusalCause cause) {
        return switch (cause) {
            case NOT_YET, BUSY, KEY_SERVER_UNAVAILABLE -> CoapCode.SERVICE_UNAVAILABLE;
            case AUTHENTICATION_FAILED -> CoapCode.BAD_REQUEST;
            case CIPHERING_FORBIDDEN, AS_NOT_AUTHORISED -> CoapCode.FORBIDDEN;
            case UNRECOGNISED -> CoapCode.BAD_OPTION;
            case KEY_NOT_AVAILABLE,
                    ROOT_MISMATCH,
                    FORM_NOT_ALLOWED,
                    CIPHERING_REQUIRED,
                    CERTIFICATE_UNKNOWN,
                    REPLAYED,
                    SESSION_UNKNOWN,
                    KEY_EXHAUSTED ->
                    CoapCode.UNAUTHORIZED;
        };
    }

    /// What each tag is made with, of the Master Secret.
    static Secret key(Secret masterSecret) {
        return PurposeKey.derive(masterSecret, LABEL);
    }

    /// The message in clear.
    ///
    /// @param request is answered
    /// @param messageId for one that is no acknowledgement
    /// @param key of [#key], or null where there is none
    CoapMessage message(CoapMessage request, int messageId, @Nullable Secret key) {
        String text = cause.name();
        if (key != null) {
            text += " " + tag(request, cause, key).hex();
        }
        return message(request, messageId, text);
    }

    /// Without a payload.
    CoapMessage message(CoapMessage request, int messageId) {
        return message(request, messageId, "");
    }

    private CoapMessage message(CoapMessage request, int messageId, String text) {
        int retry = Math.clamp(retryAfterSeconds, 0, MAX_RETRY_SECONDS);
        List<CoapOption> maxAge =
                retry == 0
                        ? List.of()
                        : List.of(
                                new CoapOption(
                                        CoapOption.MAX_AGE,
                                        Octets.copyOf(new byte[] {(byte) retry})));
        return CoapMessage.responding(
                request,
                messageId,
                code(cause),
                maxAge,
                Octets.copyOf(text.getBytes(StandardCharsets.US_ASCII)));
    }

    private static Octets tag(CoapMessage request, RefusalCause cause, Secret key) {
        Octets option = request.option(CoapOption.OSCORE).orElse(Octets.EMPTY);
        Octets payload = request.payload();
        int tagOctets = Math.min(HmacTag.MIN_OCTETS, payload.length());
        byte[] covered =
                ByteBuffer.allocate(1 + option.length() + tagOctets)
                        .put((byte) option.length())
                        .put(option.toArray())
                        .put(payload.slice(payload.length() - tagOctets, tagOctets).toArray())
                        .array();
        return Octets.copyOf(
                HmacTag.compute(
                        key,
                        HmacTag.MIN_OCTETS,
                        covered,
                        cause.name().getBytes(StandardCharsets.US_ASCII)));
    }

    /// What an error in clear says to who sent `request`; empty where its tag does not verify.
    static Optional<OscoreRefusal> read(CoapMessage refusal, CoapMessage request, Secret key) {
        OscoreRefusal said = inClear(refusal);
        String[] words = words(refusal);
        boolean tagged = words.length == 2 && words[1].length() == TAG_DIGITS;
        if (tagged
                && !MessageDigest.isEqual(
                        words[1].getBytes(StandardCharsets.US_ASCII),
                        tag(request, said.cause(), key)
                                .hex()
                                .getBytes(StandardCharsets.US_ASCII))) {
            return Optional.empty();
        }
        return Optional.of(new OscoreRefusal(said.cause(), said.retryAfterSeconds(), tagged));
    }

    /// What an error in clear says, whoever wrote it.
    static OscoreRefusal inClear(CoapMessage refusal) {
        RefusalCause cause =
                Arrays.stream(RefusalCause.values())
                        .filter(each -> each.name().equals(words(refusal)[0]))
                        .findFirst()
                        .orElseGet(() -> cause(refusal.code()));
        int retry =
                refusal.option(CoapOption.MAX_AGE)
                        .filter(age -> age.length() == 1)
                        .map(age -> age.at(0))
                        .orElse(0);
        return new OscoreRefusal(cause, retry, false);
    }

    private static String[] words(CoapMessage refusal) {
        return new String(refusal.payload().toArray(), StandardCharsets.US_ASCII).split(" ", 2);
    }
}
