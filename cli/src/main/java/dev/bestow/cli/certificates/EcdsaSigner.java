package dev.bestow.cli.certificates;

import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.operator.ContentSigner;

import java.io.IOException;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.SignatureException;

/// ECDSA with SHA-256 (RFC 5758 clause 3.2) by the JDK, for Bouncy Castle. Its own `JcaContentSignerBuilder` does the
/// same and loads a table of every signature algorithm there is, which the start of a lab notices.
final class EcdsaSigner extends OutputStream implements ContentSigner {
    private final Signature signature;

    EcdsaSigner(PrivateKey key, SecureRandom random) throws GeneralSecurityException {
        signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(key, random);
    }

    @Override
    public AlgorithmIdentifier getAlgorithmIdentifier() {
        return new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA256);
    }

    @Override
    public OutputStream getOutputStream() {
        return this;
    }

    @Override
    public void write(int octet) throws IOException {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] octets, int offset, int length) throws IOException {
        try {
            signature.update(octets, offset, length);
        } catch (SignatureException e) {
            throw new IOException(e);
        }
    }

    @Override
    public byte[] getSignature() {
        try {
            return signature.sign();
        } catch (SignatureException e) {
            throw new IllegalStateException("a key of our own making signs", e);
        }
    }
}
