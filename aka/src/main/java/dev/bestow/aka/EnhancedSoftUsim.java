package dev.bestow.aka;

import dev.bestow.core.Rand;
import dev.bestow.keys.AccessCkIk;
import dev.bestow.keys.CkIk;
import dev.bestow.keys.E2mKeySet;

import org.jspecify.annotations.Nullable;

/// The enhanced USIM in software: a [SoftUsim], which it owns, with the derivations of solution 1
/// behind it. Thread-safe.
public final class EnhancedSoftUsim implements EnhancedUsim, AutoCloseable {
    private final SoftUsim usim;
    private final Amf e2mBit;
    private E2mAnswer.@Nullable Held held;

    /// @param e2mBit the AMF bit that tells the runs which agree on e2m keys, one of 8 to 15;
    ///     [Amf#ZERO] when every run does. The study leaves open which, and whether there is one
    public EnhancedSoftUsim(SoftUsim usim, Amf e2mBit) {
        this.usim = usim;
        this.e2mBit = e2mBit;
    }

    @Override
    public synchronized UsimAnswer authenticate(Rand rand, Autn autn) {
        UsimAnswer answer = usim.authenticate(rand, autn);
        if (!(answer instanceof UsimAnswer.Success(var res, var ckIk)) || !agrees(autn.amf())) {
            return answer;
        }
        drop();
        held = new E2mAnswer.Held(rand, E2mKeySet.from(ckIk, rand));
        if (autn.amf().separationBit()) {
            return answer;
        }
        try (var _ = ckIk.octets()) {
            // To the terminal they are CK||IK.
            CkIk access = new CkIk(AccessCkIk.from(ckIk, autn.sqnXorAk()).octets());
            return new UsimAnswer.Success(res, access);
        }
    }

    private boolean agrees(Amf amf) {
        return (amf.value() & e2mBit.value()) == e2mBit.value();
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
