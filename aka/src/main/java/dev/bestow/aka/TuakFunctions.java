package dev.bestow.aka;

import dev.bestow.core.Octets;
import dev.bestow.core.Rand;
import dev.bestow.keys.CkIk;

/// TUAK at the lengths of UMTS and EPS: a vector is two runs of the permutation.
final class TuakFunctions implements AkaFunctions {
    private final TuakKernel kernel;

    /// Takes `kernel` over.
    TuakFunctions(TuakKernel kernel) {
        this.kernel = kernel;
    }

    @Override
    public Octets f1(Rand rand, Sqn sqn, Amf amf) {
        return kernel.f1(rand, sqn, amf);
    }

    @Override
    public Octets f1Star(Rand rand, Sqn sqn, Amf amf) {
        return kernel.f1Star(rand, sqn, amf);
    }

    @Override
    public AkaAnswer f2345(Rand rand) {
        TuakAnswer answer = kernel.f2345(rand);
        return new AkaAnswer(answer.res(), new CkIk(answer.ckIk()), answer.ak());
    }

    @Override
    public Octets f5Star(Rand rand) {
        return kernel.f5Star(rand);
    }

    @Override
    public void close() {
        kernel.close();
    }
}
