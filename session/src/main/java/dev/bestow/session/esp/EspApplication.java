package dev.bestow.session.esp;

import dev.bestow.core.KeyName;
import dev.bestow.session.ua.AsApplication;
import dev.bestow.session.ua.Plaintext;

import org.jspecify.annotations.Nullable;

/// What stands behind an ESP endpoint. May block. Thread-safe.
@FunctionalInterface
public interface EspApplication {
    /// Takes a packet that was authenticated and is delivered once, and answers it; null says nothing.
    @Nullable InnerPacket take(EspDevice from, InnerPacket inner);

    /// The application of an application server, which gets octets; packets of any other kind are for `others`.
    static EspApplication of(AsApplication application, EspApplication others) {
        return (from, inner) ->
                inner.nextHeader() == InnerPacket.OCTETS
                        ? answered(application, from, inner.payload())
                        : others.take(from, inner);
    }

    private static @Nullable InnerPacket answered(
            AsApplication application, EspDevice from, Plaintext message) {
        KeyName name = from.keyName();
        Plaintext answer = application.answer(from.externalIdentifier(), name, message);
        return answer == null ? null : InnerPacket.ofOctets(answer);
    }
}
