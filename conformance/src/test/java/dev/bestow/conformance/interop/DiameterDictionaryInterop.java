package dev.bestow.conformance.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bestow.conformance.DiameterDictionary;
import dev.bestow.conformance.DiameterDissection;
import dev.bestow.wire.diameter.AvpDefinition;
import dev.bestow.wire.diameter.AvpType;
import dev.bestow.wire.diameter.BaseAvps;
import dev.bestow.wire.diameter.ReadOverAvps;
import dev.bestow.wire.diameter.TgppAvps;
import dev.bestow.wire.s6a.S6aAvps;
import dev.bestow.wire.t6a.T6aAvps;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Every AVP that Bestow names, but for its own, beside Wireshark's dictionary: vendor, code, name, type
/// and M flag. And the other way round: what the dictionary has of our interfaces, Bestow knows.
///
/// Without a tshark the class is skipped and says so; with `-Dinterop.required=true`, as CI runs it, it
/// fails.
class DiameterDictionaryInterop {
    private static final List<AvpDefinition> OURS =
            Stream.of(BaseAvps.ALL, TgppAvps.ALL, S6aAvps.ALL, T6aAvps.ALL, ReadOverAvps.ALL)
                    .flatMap(List::stream)
                    .toList();

    /// Where the dictionary spells a name otherwise than the specification does.
    private static final Map<String, String> SPELLINGS =
            Map.of(
                    "10415/1483", "Service-Type",
                    "10415/1488", "Call-Barring-Info",
                    "10415/2407", "PPR-Address",
                    "10415/3173", "Additional-Identifiers");

    /// Where it has the M flag otherwise: TS 29.229 clause 6.3.29 leaves that of Supported-Features to the
    /// request, and a peer without Bestow has to read over ours; TS 29.212 clears it in Allocation-Retention-Priority
    /// and all it holds.
    private static final Set<String> FLAGS =
            Set.of(
                    "10415/628",
                    "10415/629",
                    "10415/630",
                    "10415/1034",
                    "10415/1046",
                    "10415/1047",
                    "10415/1048");

    private static final Map<AvpType, Set<String>> TYPES =
            Map.ofEntries(
                    Map.entry(AvpType.OCTET_STRING, Set.of("OctetString", "OctetStringOrUTF8")),
                    Map.entry(AvpType.INTEGER32, Set.of("Integer32")),
                    Map.entry(AvpType.INTEGER64, Set.of("Integer64")),
                    Map.entry(
                            AvpType.UNSIGNED32,
                            Set.of("Unsigned32", "AppId", "VendorId", "Enumerated")),
                    Map.entry(AvpType.UNSIGNED64, Set.of("Unsigned64")),
                    Map.entry(AvpType.FLOAT32, Set.of("Float32")),
                    Map.entry(AvpType.FLOAT64, Set.of("Float64")),
                    Map.entry(AvpType.GROUPED, Set.of("Grouped")),
                    Map.entry(AvpType.ADDRESS, Set.of("IPAddress")),
                    Map.entry(AvpType.TIME, Set.of("Time")),
                    Map.entry(AvpType.UTF8_STRING, Set.of("UTF8String")),
                    Map.entry(AvpType.IDENTITY, Set.of("DiameterIdentity")),
                    Map.entry(AvpType.URI, Set.of("DiameterURI")),
                    Map.entry(AvpType.ENUMERATED, Set.of("Enumerated")));

    @BeforeAll
    static void tsharkIsHere() throws InterruptedException {
        boolean available = DiameterDissection.available();
        if (Boolean.getBoolean("interop.required")) {
            assertThat(available).as("tshark, required by -Dinterop.required=true").isTrue();
        }
        assumeTrue(
                available,
                "SKIPPED: no tshark on this machine, so nobody else has judged our AVP tables");
    }

    private static String key(AvpDefinition row) {
        return row.vendorId() + "/" + row.code();
    }

    @Test
    void everyAvpWeNameIsTheDictionarys() throws Exception {
        Map<String, DiameterDictionary.Avp> theirs = DiameterDictionary.ofTshark().avps();
        List<String> differences = new ArrayList<>();
        for (AvpDefinition row : OURS) {
            DiameterDictionary.Avp avp = theirs.get(key(row));
            if (avp == null) {
                differences.add(row + " is not there");
                continue;
            }
            if (!row.name().equals(SPELLINGS.getOrDefault(key(row), avp.name()))) {
                differences.add(row + " is called " + avp.name());
            }
            if (!TYPES.getOrDefault(row.type(), Set.of()).contains(avp.type())) {
                differences.add(row + " is " + row.type() + " and there " + avp.type());
            }
            if (avp.mandatory().equals(row.mandatory() ? "mustnot" : "must")
                    && !FLAGS.contains(key(row))) {
                differences.add(row + " there " + avp.mandatory() + " have the M flag");
            }
        }
        assertThat(differences).isEmpty();
    }

    @Test
    void everyAvpTheDictionaryHasOfOurInterfacesIsKnown() throws Exception {
        Set<String> known = new HashSet<>();
        OURS.forEach(row -> known.add(key(row)));
        Set<String> missing = new TreeSet<>();
        int ofOurInterfaces = 0;
        for (DiameterDictionary.Avp avp : DiameterDictionary.ofTshark().avps().values()) {
            if (avp.vendor() == TgppAvps.VENDOR_ID && isOfOurInterfaces(avp.code())) {
                ofOurInterfaces++;
                if (!known.contains(avp.vendor() + "/" + avp.code())) {
                    missing.add(avp.toString());
                }
            }
        }
        assertThat(missing).isEmpty();
        assertThat(ofOurInterfaces).isGreaterThan(300);
    }

    /// The codes TS 29.230 gave to TS 29.272, TS 29.336 and TS 29.128.
    private static boolean isOfOurInterfaces(int code) {
        return (code >= 1400 && code < 1500)
                || (code >= 1600 && code < 1800)
                || (code >= 3100 && code < 3200)
                || (code >= 4300 && code < 4400);
    }
}
