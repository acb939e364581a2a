package dev.bestow.aka;

import dev.bestow.core.Entropy;
import dev.bestow.core.Imsi;
import dev.bestow.core.Octets;
import dev.bestow.core.Secret;
import dev.bestow.keys.RowCipher;

import org.jspecify.annotations.Nullable;

import java.util.Optional;

/// The master key, 32 octets: wraps K and the operator's variant of every subscriber for rest, see
/// [RowCipher]. What it wrapped for one subscriber, or as K, unwraps neither for another nor as OPc.
/// [MasterKeyFile] is where it comes from.
///
/// While it is being rotated there is a previous one, which unwraps and wraps nothing any more. Which of the
/// two wrapped a row is found out by trying: a wrong one never opens it. Thread-safe, rotation included.
public final class MasterKey implements AutoCloseable {
    /// Length in octets.
    public static final int OCTETS = RowCipher.KEY_OCTETS;

    /// @param previous null unless a rotation is under way
    private record Ciphers(RowCipher current, @Nullable RowCipher previous) {}

    private final Entropy entropy;
    private volatile Ciphers ciphers;

    /// Takes `key` over and closes it when closed itself.
    public MasterKey(Secret key, Entropy entropy) {
        this(key, null, entropy);
    }

    /// With the key before it, which a rotation has not finished with.
    MasterKey(Secret key, @Nullable Secret previous, Entropy entropy) {
        this.entropy = entropy;
        this.ciphers =
                new Ciphers(
                        new RowCipher(key, entropy),
                        previous == null ? null : new RowCipher(previous, entropy));
    }

    /// Whether a rotation has begun and not ended.
    public boolean hasPrevious() {
        return ciphers.previous() != null;
    }

    /// From here on `next` wraps, and what was the key only unwraps.
    void turnTo(Secret next) {
        ciphers = new Ciphers(new RowCipher(next, entropy), ciphers.current());
    }

    /// Ends a rotation: what only the previous key opens is lost.
    void forgetPrevious() {
        RowCipher previous = ciphers.previous();
        ciphers = new Ciphers(ciphers.current(), null);
        if (previous != null) {
            previous.close();
        }
    }

    /// K for the row of `imsi`: 29 octets more than in clear.
    public Octets wrap(Imsi imsi, SubscriberKey k) {
        return ciphers.current().seal(identity("K", imsi), k.octets());
    }

    /// The operator's variant for the row of `imsi`: 29 octets more than in clear, or none.
    public Octets wrap(Imsi imsi, OperatorVariant variant) {
        return switch (variant) {
            case Opc(var octets) -> ciphers.current().seal(identity("OPc", imsi), octets);
            case Topc(var octets) -> ciphers.current().seal(identity("TOPc", imsi), octets);
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

    /// What is no subscriber's, for the row of this name: 29 octets more than in clear.
    public Octets wrap(String row, Secret secret) {
        return ciphers.current().seal(row, secret);
    }

    /// It in clear again, or empty when the octets are not what this key wrapped for this row.
    public Optional<Secret> unwrap(String row, Octets wrapped) {
        Ciphers both = ciphers;
        return both.current().open(row, wrapped).or(() -> opened(both.previous(), row, wrapped));
    }

    private Secret unwrap(String symbol, Imsi imsi, Octets wrapped) {
        return unwrap(identity(symbol, imsi), wrapped)
                .orElseThrow(() -> new UnwrapFailed(symbol, imsi));
    }

    private static Optional<Secret> opened(
            @Nullable RowCipher previous, String row, Octets wrapped) {
        return previous == null ? Optional.empty() : previous.open(row, wrapped);
    }

    /// K under the current key: `wrapped` itself when it is already.
    ///
    /// @throws UnwrapFailed when the octets are not what this key or the previous one wrapped for this row
    public Octets renewK(Imsi imsi, Octets wrapped) {
        return renew("K", imsi, wrapped);
    }

    /// OPc under the current key, as [#renewK].
    public Octets renewOpc(Imsi imsi, Octets wrapped) {
        return renew("OPc", imsi, wrapped);
    }

    /// TOPc under the current key, as [#renewK].
    public Octets renewTopc(Imsi imsi, Octets wrapped) {
        return renew("TOPc", imsi, wrapped);
    }

    private Octets renew(String symbol, Imsi imsi, Octets wrapped) {
        String row = identity(symbol, imsi);
        RowCipher current = ciphers.current();
        Optional<Secret> already = current.open(row, wrapped);
        already.ifPresent(Secret::close);
        if (already.isPresent()) {
            return wrapped;
        }
        try (Secret secret = unwrap(symbol, imsi, wrapped)) {
            return current.seal(row, secret);
        }
    }

    private static String identity(String symbol, Imsi imsi) {
        return symbol + ":" + imsi.digits();
    }

    /// Wipes the key, and the previous one.
    @Override
    public void close() {
        forgetPrevious();
        ciphers.current().close();
    }
}
