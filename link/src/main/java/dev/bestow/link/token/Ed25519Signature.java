package dev.bestow.link.token;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jwt.SignedJWT;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;

/// Whether an Ed25519 key has signed a token (RFC 8037 clause 3.1). The JDK verifies: Nimbus would need Tink for it.
final class Ed25519Signature {
    private static final String ALGORITHM = "Ed25519";
    private static final int KEY_OCTETS = 32;

    /// What stands before the 32 octets of a key in a SubjectPublicKeyInfo (RFC 8410 clause 4).
    private static final byte[] KEY_INFO = HexFormat.of().parseHex("302a300506032b6570032100");

    private Ed25519Signature() {}

    /// False also of a key on another curve, and of a header with critical extensions, of which we know none.
    static boolean isOf(OctetKeyPair key, SignedJWT jwt) {
        byte[] point = key.getX().decode();
        boolean fit = Curve.Ed25519.equals(key.getCurve()) && point.length == KEY_OCTETS;
        if (!fit || jwt.getHeader().getCriticalParams() != null) {
            return false;
        }
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initVerify(publicKey(point));
            signature.update(jwt.getSigningInput());
            return signature.verify(jwt.getSignature().decode());
        } catch (GeneralSecurityException _) {
            // No point of the curve, or no signature at all.
            return false;
        }
    }

    private static PublicKey publicKey(byte[] point) throws GeneralSecurityException {
        ByteArrayOutputStream encoded = new ByteArrayOutputStream();
        encoded.writeBytes(KEY_INFO);
        encoded.writeBytes(point);
        return KeyFactory.getInstance(ALGORITHM)
                .generatePublic(new X509EncodedKeySpec(encoded.toByteArray()));
    }
}
