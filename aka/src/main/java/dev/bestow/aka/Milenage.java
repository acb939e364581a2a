package dev.bestow.aka;

import dev.bestow.core.InvalidValue;
import dev.bestow.core.Secret;
import dev.bestow.keys.Aes128;

/// MILENAGE with AES-128 as its kernel (TS 35.206).
public record Milenage(MilenageConstants constants) implements AkaAlgorithm {
    /// With the constants of TS 35.206.
    public static final Milenage STANDARD = new Milenage(MilenageConstants.STANDARD);

    @Override
    public String name() {
        return equals(STANDARD) ? "milenage" : "milenage:" + constants.name();
    }

    @Override
    public void requireKeys(SubscriberKey k, OperatorVariant variant) {
        k.requireShort("MILENAGE");
        opc(variant);
    }

    @Override
    public AkaFunctions keyed(SubscriberKey k, OperatorVariant variant) {
        return new MilenageFunctions(constants, k, opc(variant));
    }

    private static Opc opc(OperatorVariant variant) {
        if (!(variant instanceof Opc opc)) {
            throw new InvalidValue("OPc", "is missing, MILENAGE needs it");
        }
        return opc;
    }

    /// `OPc = OP xor E_K(OP)` (TS 35.206 clause 4.1). `op` has 16 octets and stays the caller's.
    public static Opc opc(SubscriberKey k, Secret op) {
        k.requireShort("MILENAGE");
        if (op.length() != Opc.OCTETS) {
            throw new InvalidValue("OP", "has " + op.length() + " octets, needs 16");
        }
        try (Aes128 aes = Aes128.under(k.octets())) {
            return new Opc(Secret.taking(op.use(octets -> opc(aes, octets))));
        }
    }

    private static byte[] opc(Aes128 aes, byte[] op) {
        byte[] opc = op.clone();
        aes.encrypt(opc, Opc.OCTETS);
        for (int i = 0; i < opc.length; i++) {
            opc[i] ^= op[i];
        }
        return opc;
    }
}
