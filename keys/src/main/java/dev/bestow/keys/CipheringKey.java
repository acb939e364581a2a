package dev.bestow.keys;

import dev.bestow.core.Secret;

/// A key of 16 octets that the EPS ciphering algorithms take.
public sealed interface CipheringKey permits KnasEnc, KrrcEnc, KupEnc, EmsdpEnc {
    Secret octets();
}
