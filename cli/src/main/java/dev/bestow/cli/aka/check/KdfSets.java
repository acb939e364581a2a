package dev.bestow.cli.aka.check;

import dev.bestow.cli.aka.derived.DerivedKeys;
import dev.bestow.core.InvalidValue;
import dev.bestow.core.Octets;
import dev.bestow.core.Secret;
import dev.bestow.keys.HmacTag;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;

/// Derivations of TS 33.220 Annex B: `key`, `fc` and `params` (or `params_hex`), with `s`, `hmac_sha256` and
/// `out` for figures; or `key` and `input` of an HMAC, with `out`. Besides the HMAC every derived key is computed
/// that has such a key and such parameters.
final class KdfSets {
    private KdfSets() {}

    static void compute(VectorSet set, Figures figures) {
        if (set.has("fc")) {
            derivation(set, figures);
        } else if (set.has("input")) {
            figures.compare("out", set.octets("out"), hmac(set, set.octets("input")));
        } else {
            figures.note("has no inputs, nothing was computed");
        }
    }

    private static void derivation(VectorSet set, Figures figures) {
        int fc = fc(set);
        List<Octets> params = set.octetsList(set.has("params") ? "params" : "params_hex");
        Octets s = s(fc, params);
        figures.compare("s", set.octets("s"), s);
        Octets mac = hmac(set, s);
        if (set.has("hmac_sha256")) {
            figures.compare("hmac_sha256", set.octets("hmac_sha256"), mac);
        }
        Octets out = set.octets("out");
        Map<String, Secret> derivedKeys = DerivedKeys.ofKdf(fc, set.octets("key"), params);
        if (derivedKeys.isEmpty()) {
            figures.note(
                    "no derivation takes this key and these parameters, its HMAC alone was"
                            + " computed");
            figures.compare("out", out, end(mac, out.length()));
        }
        derivedKeys.forEach((name, derived) -> {
            try (derived) {
                Octets got = derived.use(Octets::copyOf);
                figures.compare("out (" + name + ")", end(out, got.length()), got);
            }
        });
    }

    private static int fc(VectorSet set) {
        Octets fc = set.octets("fc");
        if (fc.length() != 1) {
            throw new InvalidValue("fc", "has " + fc.length() + " octets, needs 1");
        }
        return fc.at(0);
    }

    private static Octets hmac(VectorSet set, Octets input) {
        try (Secret key = set.key("key")) {
            return Octets.copyOf(HmacTag.compute(key, 32, input.toArray()));
        }
    }

    /// A key of 16 octets may be printed as the 32 that it is the end of.
    private static Octets end(Octets octets, int length) {
        return octets.length() <= length ? octets : octets.slice(octets.length() - length, length);
    }

    /// `FC || P0 || L0 || P1 || L1 …`
    private static Octets s(int fc, List<Octets> params) {
        int length = 1 + params.stream().mapToInt(param -> param.length() + 2).sum();
        ByteBuffer s = ByteBuffer.allocate(length).put((byte) fc);
        for (Octets param : params) {
            param.writeTo(s);
            s.putShort((short) param.length());
        }
        return Octets.copyOf(s.array());
    }
}
