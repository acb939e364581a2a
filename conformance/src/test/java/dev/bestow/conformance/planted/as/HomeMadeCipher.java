package dev.bestow.conformance.planted.as;

import java.security.GeneralSecurityException;

import javax.crypto.Cipher;

/// Cryptography where none belongs.
final class HomeMadeCipher {
    Cipher cipher() throws GeneralSecurityException {
        return Cipher.getInstance("AES/CTR/NoPadding");
    }
}
