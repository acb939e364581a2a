package dev.bestow.aka;

import dev.bestow.core.Entropy;
import dev.bestow.core.Imsi;
import dev.bestow.core.Octets;
import dev.bestow.core.Secret;
import dev.bestow.keys.RowCipher;

/// The master key, 32 octets: wraps K and the operator's variant of every subscriber for rest, see
/// [RowCipher]. What it wrapped for one subscriber, or as K, unwraps neither for another nor as OPc.
/// [MasterKeyFile] is where it comes from. Thread-safe.
public final class MasterKey implements AutoCloseable {
    /// Length in octets.
    public static final int OCTETS = RowCipher.KEY_OCTETS;

    private final RowCipher cipher;

    /// Takes `key` over and closes it when closed itself.
    public MasterKey(Secret key, Entropy entropy) {
        cipher = new RowCipher(key, entropy);
    }

    /// K for the row of `imsi`: 29 octets more than in clear.
    public Octets wrap(Imsi imsi, SubscriberKey k) {
        return cipher.seal(identity("K", imsi), k.octets());
    }

    /// The operator's variant for the row of `imsi`: 29 octets more than in clear, or none.
    public Octets wrap(Imsi imsi, OperatorVariant variant) {
        return switch (variant) {
            case Opc(var octets) -> cipher.seal(identity("OPc", imsi), octets);
            case Topc(var octets) -> cipher.seal(identity("TOPc", imsi), octets);
            case OperatorVariant.None() -> Octets.EMPTY;
        };
    }

    /// K in clear; the caller closes it.
    ///
    /// @throws UnwrapFailed when the octets are not what this key wrapped for this row
    public SubscriberKey unwrapK(Imsi imsi, Octets wrapped) {
        return new SubscriberKey(unwrap("K", imsi, wrapped));
    }

    /// OPc in clear; the caller closes it.
    ///
    /// @throws UnwrapFailed when the octets are not what this key wrapped for this row
    public Opc unwrapOpc(Imsi imsi, Octets wrapped) {
        return new Opc(unwrap("OPc", imsi, wrapped));
    }

    /// TOPc in clear; the caller closes it.
    ///
    /// @throws UnwrapFailed when the octets are not what this key wrapped for this row
    public Topc unwrapTopc(Imsi imsi, Octets wrapped) {
        return new Topc(unwrap("TOPc", imsi, wrapped));
    }

    private Secret unwrap(String symbol, Imsi imsi, Octets wrapped) {
        return cipher.open(identity(symbol, imsi), wrapped)
                .orElseThrow(() -> new UnwrapFailed(symbol, imsi));
    }

    private static String identity(String symbol, Imsi imsi) {
        return symbol + ":" + imsi.digits();
    }

    /// Wipes the key.
    @Override
    public void close() {
        cipher.close();
    }
}
