package dev.bestow.session.oscore;

import dev.bestow.core.KeyName;
import dev.bestow.core.Octets;
import dev.bestow.core.Secret;
import dev.bestow.keys.Hkdf;
import dev.bestow.keys.LeafKey;
import dev.bestow.keys.ProtocolKey;
import dev.bestow.keys.UaProtocolId;
import dev.bestow.session.oscore.SecurityContext.Ids;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// What a security context is made of beside the leaf key. A server claims it, and so makes it once.
sealed interface ContextName {
    /// Length of the Master Secret, in octets.
    int MASTER_OCTETS = 32;

    /// Of the leaf key.
    KeyName key();

    /// What is claimed, 8 or 16 octets.
    Octets claimed();

    /// The server's.
    Ids serverIds();

    /// Of both ends.
    Secret masterSecret(LeafKey leaf);

    /// One end's keys.
    SecurityContext derive(Secret masterSecret, Ids ids);

    /// That of our own form, which travels with each request.
    record Named(IdContext idContext) implements ContextName {
        @Override
        public KeyName key() {
            return idContext.name();
        }

        @Override
        public Octets claimed() {
            return idContext.randAs();
        }

        @Override
        public Ids serverIds() {
            return Ids.SERVER;
        }

        @Override
        public Secret masterSecret(LeafKey leaf) {
            return ProtocolKey.from(leaf, UaProtocolId.OSCORE).octets();
        }

        @Override
        public SecurityContext derive(Secret masterSecret, Ids ids) {
            return derived(masterSecret, Octets.EMPTY, idContext.encode(), ids);
        }
    }

    /// That of 3GPP's form (TS 33.535 clause D.3), whose round trip went before it.
    ///
    /// Deviation: TS 33.535 Annex D has Master Secret = HKDF(K_AF, "AKMA-OSCORE") and leaves open what HKDF does with
    /// the text, and how long the result is. Ours is RFC 5869 with SHA-256: no salt, the key as input, the text as
    /// `info`, 32 octets. K_AF is bound to OSCORE by its AF_ID; in its place we have the [ProtocolKey] of OSCORE, and
    /// "BEST-OSCORE" for the text, since another key must not pass for K_AF.
    record Agreed(NonceRequest request, NonceAnswer answer) implements ContextName {
        private static final Octets TEXT =
                Octets.copyOf("BEST-OSCORE".getBytes(StandardCharsets.US_ASCII));

        @Override
        public KeyName key() {
            return request.named().name();
        }

        /// Both nonces: the endpoint's own makes it another one after a restart, the device's if that one is stuck.
        @Override
        public Octets claimed() {
            return joined(request.named().randAs(), answer.nonce());
        }

        @Override
        public Ids serverIds() {
            return new Ids(request.serverId(), answer.deviceId());
        }

        @Override
        public Secret masterSecret(LeafKey leaf) {
            try (Secret key = ProtocolKey.from(leaf, UaProtocolId.OSCORE).octets();
                    Secret extracted = Hkdf.extract(Octets.EMPTY, key)) {
                return Hkdf.expand(extracted, TEXT, MASTER_OCTETS);
            }
        }

        /// Master Salt = payload of the request || payload of the answer.
        @Override
        public SecurityContext derive(Secret masterSecret, Ids ids) {
            return derived(masterSecret, joined(request.encode(), answer.encode()), null, ids);
        }

        private static Octets joined(Octets first, Octets second) {
            ByteBuffer both = ByteBuffer.allocate(first.length() + second.length());
            first.writeTo(both);
            second.writeTo(both);
            return Octets.copyOf(both.array());
        }
    }

    private static SecurityContext derived(
            Secret masterSecret, Octets salt, @Nullable Octets idContext, Ids ids) {
        return SecurityContext.derive(
                new SecurityContext.Master(masterSecret, salt, idContext), ids);
    }
}
