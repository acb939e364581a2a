package dev.bestow.cli.aka.check;

import dev.bestow.aka.Amf;
import dev.bestow.aka.KeccakF1600;
import dev.bestow.aka.Sqn;
import dev.bestow.aka.SubscriberKey;
import dev.bestow.aka.Topc;
import dev.bestow.aka.Tuak;
import dev.bestow.aka.TuakAnswer;
import dev.bestow.aka.TuakKernel;
import dev.bestow.aka.TuakLengths;
import dev.bestow.core.InvalidValue;
import dev.bestow.core.Octets;
import dev.bestow.core.Rand;
import dev.bestow.core.Secret;
import dev.bestow.network.config.HexKey;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Sets of TS 35.232 and TS 35.233: `k`, `top` or `topc`, `rand`, `keccak_iterations`, `len_bits`, and for f1 and
/// f1* `sqn` and `amf`; or `in` and `out` of the permutation.
final class TuakSets {
    private static final int STATE_OCTETS = 200;

    private TuakSets() {}

    static void compute(VectorSet set, Figures figures) {
        Rand rand = new Rand(set.octets("rand"));
        int iterations = set.number("keccak_iterations");
        try (SubscriberKey k = new SubscriberKey(set.key("k"));
                Topc topc = topc(set, k, figures);
                TuakKernel kernel = new TuakKernel(k, topc, iterations, lengths(set))) {
            if (set.has("f1") || set.has("f1star")) {
                macs(set, kernel, rand, figures);
            }
            answer(set, kernel, rand, figures);
        }
    }

    private static void macs(VectorSet set, TuakKernel kernel, Rand rand, Figures figures) {
        Sqn sqn = Sqn.decode(set.octets("sqn"));
        Amf amf = Amf.decode(set.octets("amf"));
        figures.compareIn(set, "f1", kernel.f1(rand, sqn, amf));
        figures.compareIn(set, "f1star", kernel.f1Star(rand, sqn, amf));
    }

    private static void answer(VectorSet set, TuakKernel kernel, Rand rand, Figures figures) {
        try (TuakAnswer answer = kernel.f2345(rand)) {
            Octets ckIk = Octets.parseHex("CK||IK", HexKey.format(answer.ckIk()));
            int ckOctets = octets(set, "ck");
            figures.compareIn(set, "f2_res", answer.res());
            figures.compareIn(set, "f3_ck", ckIk.slice(0, ckOctets));
            figures.compareIn(set, "f4_ik", ckIk.slice(ckOctets, octets(set, "ik")));
            figures.compareIn(set, "f5_ak", answer.ak());
            figures.compareIn(set, "f5star_ak", kernel.f5Star(rand));
        }
    }

    private static Topc topc(VectorSet set, SubscriberKey k, Figures figures) {
        if (!set.has("top")) {
            return new Topc(set.key("topc"));
        }
        Tuak tuak = new Tuak(Tuak.STANDARD.resOctets(), set.number("keccak_iterations"));
        try (Secret top = set.key("top")) {
            Topc topc = tuak.topc(k, top);
            figures.compareIn(set, "topc", topc.octets().use(Octets::copyOf));
            return topc;
        }
    }

    private static TuakLengths lengths(VectorSet set) {
        return new TuakLengths(
                octets(set, "mac"), octets(set, "res"), octets(set, "ck"), octets(set, "ik"));
    }

    private static int octets(VectorSet set, String output) {
        int bits = set.number("len_bits", output);
        if (bits % Byte.SIZE != 0) {
            throw new InvalidValue("len_bits", "has a " + output + " of " + bits + " bits");
        }
        return bits / Byte.SIZE;
    }

    /// Keccak-f[1600] alone.
    static void keccak(VectorSet set, Figures figures) {
        long[] lanes = new long[KeccakF1600.LANES];
        Octets in = set.octets("in");
        if (in.length() != STATE_OCTETS) {
            throw new InvalidValue("in", "has " + in.length() + " octets, needs " + STATE_OCTETS);
        }
        ByteBuffer.wrap(in.toArray()).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().get(lanes);
        KeccakF1600.permute(lanes);
        ByteBuffer out = ByteBuffer.allocate(STATE_OCTETS).order(ByteOrder.LITTLE_ENDIAN);
        out.asLongBuffer().put(lanes);
        figures.compare("out", set.octets("out"), Octets.copyOf(out.array()));
    }
}
