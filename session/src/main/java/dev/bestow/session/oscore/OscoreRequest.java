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
import java.util.function.Function;

/// A request that says under which context it is protected; nothing of it has been verified.
///
/// @param name of the context
/// @param kid Sender ID of the device
record OscoreRequest(CoapMessage outer, OscoreOption option, ContextName name, Octets kid) {
    /// A code and a tag.
    private static final int SHORTEST_CIPHERTEXT = 1 + AesCcm.TAG_OCTETS;

    /// Null where it is no OSCORE request of ours: no OSCORE option or two, no Partial IV, another kid, no kid context
    /// of ours, no room for a tag, or something for a proxy.
    ///
    /// @param agreed finds what was agreed on with the device of a kid; null where nothing was
    static @Nullable OscoreRequest of(
            CoapMessage message, Function<Octets, ContextName.@Nullable Agreed> agreed) {
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
                || message.payload().length() < SHORTEST_CIPHERTEXT
                || message.options().stream().anyMatch(CoapOption::isForProxy)) {
            return null;
        }
        Octets kid = option.kid();
        ContextName name = kid == null ? null : name(kid, option.kidContext(), agreed);
        return kid == null || name == null ? null : new OscoreRequest(message, option, name, kid);
    }

    private static @Nullable ContextName name(
            Octets kid,
            @Nullable Octets kidContext,
            Function<Octets, ContextName.@Nullable Agreed> agreed) {
        if (kidContext == null) {
            return agreed.apply(kid);
        }
        return kid.equals(SecurityContext.Ids.CLIENT.sender())
                ? IdContext.decode(kidContext).map(ContextName.Named::new).orElse(null)
                : null;
    }

    /// Whether a message that is no request of ours is one of a device whose context is gone.
    static boolean isOfUnknownContext(CoapMessage message) {
        return message.option(CoapOption.OSCORE)
                .flatMap(OscoreOption::decode)
                .filter(option -> option.kidContext() == null)
                .map(OscoreOption::kid)
                .filter(kid -> kid.length() > 0)
                .isPresent();
    }

    /// What is inside, or null where the key is another one or an octet differs.
    @Nullable ReceivedCoap open(SecurityContext context) {
        return Oscore.openRequest(outer, option, context);
    }

    RequestId id() {
        return new RequestId(kid, option.partialIv());
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
