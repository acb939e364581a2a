package dev.bestow.session.oscore;

import dev.bestow.core.Octets;
import dev.bestow.keys.AesCcm;
import dev.bestow.session.oscore.SecurityContext.RequestId;
import dev.bestow.wire.coap.CoapMessage;
import dev.bestow.wire.coap.CoapOption;
import dev.bestow.wire.coap.OscoreOption;
import dev.bestow.wire.coap.ReceivedCoap;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// A request that says under which context it is protected; nothing of it has been verified.
///
/// @param idContext what the kid context says
record OscoreRequest(CoapMessage outer, OscoreOption option, IdContext idContext) {
    /// A code and a tag.
    private static final int SHORTEST_CIPHERTEXT = 1 + AesCcm.TAG_OCTETS;

    /// Null where it is no OSCORE request of ours: no OSCORE option or two, no Partial IV, another kid, no kid context
    /// of ours, no room for a tag, or something for a proxy.
    static @Nullable OscoreRequest of(CoapMessage message) {
        long options =
                message.options().stream()
                        .filter(option -> option.number() == CoapOption.OSCORE)
                        .count();
        OscoreOption option =
                options == 1
                        ? message.option(CoapOption.OSCORE)
                                .flatMap(OscoreOption::decode)
                                .orElse(null)
                        : null;
        if (option == null
                || option.partialIv().length() == 0
                || option.kid() == null
                || !option.kid().equals(SecurityContext.Ids.CLIENT.sender())
                || message.payload().length() < SHORTEST_CIPHERTEXT
                || message.options().stream().anyMatch(CoapOption::isForProxy)) {
            return null;
        }
        Octets kidContext = option.kidContext();
        return kidContext == null
                ? null
                : IdContext.decode(kidContext)
                        .map(idContext -> new OscoreRequest(message, option, idContext))
                        .orElse(null);
    }

    /// What is inside, or null where the key is another one or an octet differs.
    @Nullable ReceivedCoap open(SecurityContext context) {
        return Oscore.openRequest(outer, option, context);
    }

    RequestId id() {
        return new RequestId(SecurityContext.Ids.CLIENT.sender(), option.partialIv());
    }

    /// SHA-256, 32 octets, of everything that the context protects: equal for two transmissions of one request,
    /// whatever message ID and token they have.
    Octets digest() {
        Octets value = option.encode();
        byte[] all =
                ByteBuffer.allocate(1 + value.length() + outer.payload().length())
                        .put((byte) value.length())
                        .put(value.toArray())
                        .put(outer.payload().toArray())
                        .array();
        try {
            return Octets.copyOf(MessageDigest.getInstance("SHA-256").digest(all));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
