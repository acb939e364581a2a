package dev.bestow.session.esp;

import dev.bestow.core.Entropy;
import dev.bestow.core.Octets;
import dev.bestow.core.Secret;
import dev.bestow.keys.Direction;
import dev.bestow.keys.EspAssociation;
import dev.bestow.keys.EspKey;
import dev.bestow.keys.HmacTag;
import dev.bestow.keys.LeafKey;
import dev.bestow.keys.PurposeKey;

import java.security.MessageDigest;

/// What hangs directly on one leaf key: the keys of associations, nonces, tags of refusals. The labels are
/// Bestow's own.
final class SetUpKeys implements AutoCloseable {
    private static final int FRESH_OCTETS = 16;

    private final LeafKey leaf;

    /// Makes a copy of `leaf`.
    SetUpKeys(LeafKey leaf) {
        this.leaf = leaf.copy();
    }

    /// A copy with its own life.
    SetUpKeys copy() {
        return new SetUpKeys(leaf);
    }

    /// Of the one packet in an opening.
    EspKey first(SetUp.Opening opening, int spi) {
        return EspKey.from(
                leaf, EspAssociation.first(opening.profile().transform(), spi, opening.head()));
    }

    /// Of all packets of one direction after the opening. Both nonces feed it, and so does the ICV of the
    /// opening, which
    /// stands for all of it.
    EspKey paired(Direction direction, int spi, SetUp.Opening opening, Reply reply) {
        int transform = opening.profile().transform();
        return EspKey.from(
                leaf,
                new EspAssociation(direction, transform, spi, opening.head(), reply.octets()));
    }

    /// An answer, and the ICV of the opening that it answers.
    record Reply(SetUp.Answer answer, Octets openingIcv) {
        /// 37 octets, in the place of the nonce of the HSE.
        Octets octets() {
            Octets head = answer.head();
            byte[] octets = new byte[head.length() + openingIcv.length()];
            head.writeTo(octets, 0);
            openingIcv.writeTo(octets, head.length());
            return Octets.copyOf(octets);
        }
    }

    /// A nonce, 16 octets, out of fresh randomness, the key and all it is going to protect: with a generator that is
    /// stuck it repeats only when the whole message repeats.
    Octets hedged(Entropy entropy, Direction direction, byte[]... message) {
        byte[] fresh = new byte[FRESH_OCTETS];
        entropy.fill(fresh);
        byte[][] parts = new byte[message.length + 2][];
        parts[0] = new byte[] {(byte) direction.bit()};
        parts[1] = fresh;
        System.arraycopy(message, 0, parts, 2, message.length);
        try (Secret hedge = PurposeKey.derive(leaf.octets(), "bestow-esp-hedge")) {
            return Octets.copyOf(HmacTag.compute(hedge, SetUp.NONCE_OCTETS, parts));
        }
    }

    /// The refusal with its tag, 8 octets: HMAC-SHA-256 of it under a key for refusals of this opening.
    SetUp.Refusal tagged(SetUp.Opening opening, SetUp.Refusal untagged) {
        Secret key = PurposeKey.derive(leaf.octets(), "bestow-esp-refusal", opening.head());
        try (key) {
            byte[] tag =
                    HmacTag.compute(key, SetUp.TAG_OCTETS, SetUpCodec.untagged(untagged).toArray());
            return new SetUp.Refusal(
                    untagged.cause(),
                    untagged.retryAfterSeconds(),
                    untagged.echo(),
                    Octets.copyOf(tag));
        }
    }

    boolean verifies(SetUp.Opening opening, SetUp.Refusal refusal) {
        return MessageDigest.isEqual(
                tagged(opening, refusal).tag().toArray(), refusal.tag().toArray());
    }

    @Override
    public void close() {
        leaf.octets().close();
    }
}
