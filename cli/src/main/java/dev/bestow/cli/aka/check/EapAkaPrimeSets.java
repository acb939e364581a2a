package dev.bestow.cli.aka.check;

import dev.bestow.cli.aka.derived.DerivedKeys;
import dev.bestow.core.Octets;

import java.util.List;
import java.util.Map;

/// Cases of RFC 9048 Appendix D: `ck`, `ik`, `autn`, `network_name`, `identity`, and the keys for figures.
final class EapAkaPrimeSets {
    private static final List<String> PARTS_OF_MK =
            List.of("k_encr", "k_aut", "k_re", "msk", "emsk");

    private EapAkaPrimeSets() {}

    static void compute(VectorSet set, Figures figures) {
        Map<String, String> pair =
                DerivedKeys.derive(
                        "ck_ik_prime",
                        Map.of("ck", set.text("ck"), "ik", set.text("ik")),
                        Map.of(
                                "network_name",
                                set.text("network_name"),
                                "sqn_xor_ak",
                                set.octets("autn").slice(0, 6).hex()));
        pair.forEach((name, hex) -> compare(set, name, hex, figures));
        Map<String, String> mk =
                DerivedKeys.derive("mk", pair, Map.of("identity", set.text("identity")));
        for (String part : PARTS_OF_MK) {
            DerivedKeys.derive(part, mk, Map.of())
                    .forEach((name, hex) -> compare(set, name, hex, figures));
        }
    }

    private static void compare(VectorSet set, String name, String hex, Figures figures) {
        figures.compare(name, set.octets(name), Octets.parseHex(name, hex));
    }
}
