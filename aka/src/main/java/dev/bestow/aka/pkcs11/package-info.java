/// A key that never leaves a PKCS#11 token (OASIS, version 2.40) wraps the master key's file: a smart card,
/// an HSM or SoftHSM, through the JDK's provider. Start with [dev.bestow.aka.pkcs11.TokenEnvelope].
package dev.bestow.aka.pkcs11;
