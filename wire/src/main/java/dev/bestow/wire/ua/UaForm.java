package dev.bestow.wire.ua;

/// The four forms of Ua native; two bits of the header octet.
public enum UaForm {
    /// Solution #11 as TR 33.863 writes it: full GUTI, RAND_AS of 16 octets, `t` of 32.
    LITERAL(0),
    /// The default: 21 octets over the message when the key is named by RAND id.
    COMPACT(1),
    /// RAND_AS under the server's public key: 94 octets over the message when the key is named by RAND id. Who hands
    /// out Ks_AS cannot read along.
    CERTIFICATE(2),
    /// Everything after the first exchange: 12 octets over the message.
    SESSION(3);

    private final int code;

    UaForm(int code) {
        this.code = code;
    }

    /// 0 to 3.
    public int code() {
        return code;
    }

    static UaForm of(int code) {
        return switch (code) {
            case 0 -> LITERAL;
            case 1 -> COMPACT;
            case 2 -> CERTIFICATE;
            case 3 -> SESSION;
            default -> throw new IllegalArgumentException("a form has two bits");
        };
    }
}
