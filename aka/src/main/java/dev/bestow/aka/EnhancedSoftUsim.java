package dev.bestow.aka;

import dev.bestow.core.Rand;
import dev.bestow.keys.E2mKeySet;

import org.jspecify.annotations.Nullable;

/// The enhanced USIM in software: a [SoftUsim], which it owns, with the derivations of solution 1
/// behind it. Thread-safe.
public final class EnhancedSoftUsim implements EnhancedUsim, AutoCloseable {
    private final SoftUsim usim;
    private final E2mRule e2m;
    private E2mAnswer.@Nullable Held held;

    /// @param e2m which runs agree on e2m keys, in E-UTRAN too
    public EnhancedSoftUsim(SoftUsim usim, E2mRule e2m) {
        this.usim = usim;
        this.e2m = e2m;
    }

    @Override
    public synchronized UsimAnswer authenticate(Rand rand, Autn autn) {
        UsimAnswer answer = usim.authenticate(rand, autn);
        if (!(answer instanceof UsimAnswer.Success(var res, var ckIk)) || !e2m.covers(autn.amf())) {
            return answer;
        }
        drop();
        held = new E2mAnswer.Held(rand, E2mKeySet.from(ckIk, rand));
        if (autn.amf().separationBit()) {
            return answer;
        }
        try (var _ = ckIk.octets()) {
            return new UsimAnswer.Success(res, E2mRule.accessKeys(ckIk, autn));
        }
    }

    @Override
    public synchronized E2mAnswer e2mKeySet() {
        return held == null
                ? new E2mAnswer.NoneHeld()
                : new E2mAnswer.Held(held.rand(), new E2mKeySet(held.keySet().octets().copy()));
    }

    private void drop() {
        if (held != null) {
            held.keySet().octets().close();
            held = null;
        }
    }

    /// Wipes the key set, K and OPc.
    @Override
    public synchronized void close() {
        drop();
        usim.close();
    }
}
