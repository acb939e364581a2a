package dev.bestow.wire.nas;

import dev.bestow.core.Octets;

import java.util.Arrays;

/// The octets of one NAS message in the making.
final class NasWriter {
    static final int EMM = 0x07;
    static final int ESM = 0x02;

    private byte[] octets = new byte[64];
    private int length;

    /// A plain EMM header: security header type 0, protocol discriminator, message type.
    NasWriter emm(int messageType) {
        return octet(EMM).octet(messageType);
    }

    /// An ESM header: bearer identity, protocol discriminator, procedure transaction, message type.
    NasWriter esm(int ebi, int pti, int messageType) {
        return octet(ebi << 4 | ESM).octet(pti).octet(messageType);
    }

    NasWriter octet(int value) {
        room(1);
        octets[length++] = (byte) value;
        return this;
    }

    NasWriter u16(int value) {
        return octet(value >> 8).octet(value);
    }

    NasWriter u32(int value) {
        return u16(value >>> 16).u16(value);
    }

    NasWriter octets(Octets value) {
        room(value.length());
        value.writeTo(octets, length);
        length += value.length();
        return this;
    }

    NasWriter lv(Octets value) {
        return octet(value.length()).octets(value);
    }

    NasWriter lvE(byte[] value) {
        u16(value.length);
        room(value.length);
        System.arraycopy(value, 0, octets, length, value.length);
        length += value.length;
        return this;
    }

    NasWriter tlv(int identifier, Octets value) {
        return octet(identifier).lv(value);
    }

    byte[] toArray() {
        return Arrays.copyOf(octets, length);
    }

    Octets toOctets() {
        return Octets.copyOf(octets, 0, length);
    }

    private void room(int more) {
        if (length + more > octets.length) {
            octets = Arrays.copyOf(octets, Math.max(2 * octets.length, length + more));
        }
    }
}
