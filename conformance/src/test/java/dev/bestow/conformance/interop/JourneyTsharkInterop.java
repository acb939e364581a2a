package dev.bestow.conformance.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bestow.conformance.CapturedJourney;
import dev.bestow.conformance.DiameterDissection;
import dev.bestow.conformance.NasDissection;
import dev.bestow.conformance.NasPcap;
import dev.bestow.conformance.VendorCodes;
import dev.bestow.core.Octets;
import dev.bestow.wire.diameter.BestowAvps;
import dev.bestow.wire.diameter.DiameterMessage;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// tshark reads a whole journey of the lab in each solution: Diameter as captured on the loopback
/// interface, NAS as a tap saw it before ciphering.
///
/// Without a tshark the class is skipped and says so; with `-Dinterop.required=true`, as CI runs
/// it, it fails. Where capturing is not permitted the Diameter of our own taps is judged instead,
/// which is said too.
class JourneyTsharkInterop {
    private static final Path TARGET = Path.of("target", "interop");
    private static final int DEVICES = 3;

    private static final List<String> ATTACH =
            List.of(
                    "ATTACH REQUEST",
                    "AUTHENTICATION REQUEST",
                    "AUTHENTICATION RESPONSE",
                    "SECURITY MODE COMMAND",
                    "SECURITY MODE COMPLETE",
                    "ATTACH ACCEPT",
                    "ATTACH COMPLETE");

    private static final int KS = 1;
    private static final int KEY_PUSH = 2;
    private static final int KEY_CONFIRM = 3;
    private static final int KEY_REQUEST = 4;
    private static final int KEY_ANSWER = 5;

    /// Rows of the solutions table.
    private enum Solution {
        ELEVEN("11", Set.of(KS, KEY_REQUEST, KEY_ANSWER), Set.of(KEY_PUSH, KEY_CONFIRM)),
        ELEVEN_KASME(
                "11-kasme", Set.of(KEY_REQUEST, KEY_ANSWER), Set.of(KS, KEY_PUSH, KEY_CONFIRM)),
        TWELVE("12", Set.of(KS, KEY_PUSH, KEY_CONFIRM), Set.of(KEY_REQUEST));

        private final String row;
        private final Set<Integer> needed;
        private final Set<Integer> foreign;

        Solution(String row, Set<Integer> needed, Set<Integer> foreign) {
            this.row = row;
            this.needed = needed;
            this.foreign = foreign;
        }
    }

    private static final Map<Solution, CapturedJourney> JOURNEYS = new EnumMap<>(Solution.class);

    @BeforeAll
    static void tsharkIsHere() throws InterruptedException {
        boolean available = DiameterDissection.available();
        if (Boolean.getBoolean("interop.required")) {
            assertThat(available).as("tshark, required by -Dinterop.required=true").isTrue();
        }
        assumeTrue(
                available, "SKIPPED: no tshark on this machine, so nobody else has read a journey");
    }

    /// Each row runs once.
    private static CapturedJourney journey(Solution solution)
            throws IOException, InterruptedException {
        CapturedJourney journey = JOURNEYS.get(solution);
        if (journey == null) {
            Path folder = TARGET.resolve("journey-" + solution.row);
            journey = CapturedJourney.run(solution.row, DEVICES, folder);
            JOURNEYS.put(solution, journey);
            if (!journey.live()) {
                System.err.println(
                        "NOT CAPTURED: this machine does not let tshark capture on lo; what is"
                                + " judged is the Diameter our own taps saw");
            }
            assertThat(journey.good()).as(journey.printed()).isTrue();
        }
        return journey;
    }

    @ParameterizedTest
    @EnumSource
    void nothingIsMalformedAndOnlyOurOwnAvpsAreUnknown(Solution solution)
            throws IOException, InterruptedException {
        CapturedJourney journey = journey(solution);
        DiameterDissection read = read(journey);
        assertThat(read.complaints(BestowAvps.DEFAULT_VENDOR_ID)).isEmpty();
        long applications = journey.sent().stream().filter(message -> !message.base()).count();
        assertThat(read.messages())
                .as("as many messages as the taps saw leave")
                .filteredOn(message -> !message.application().endsWith("(0)"))
                .allMatch(message ->
                        message.application().startsWith("3GPP S6a/S6d")
                                || message.application().startsWith("3GPP S6t")
                                || message.application().startsWith("3GPP T6a/T6b"))
                .noneMatch(message -> message.command().contains("Unknown"))
                .hasSize(Math.toIntExact(applications));
    }

    @ParameterizedTest
    @EnumSource
    void ourOwnAvpsAreThoseOfTheRegistryAndOfTheSolution(Solution solution)
            throws IOException, InterruptedException {
        assertThat(VendorCodes.in(read(journey(solution))))
                .isSubsetOf(VendorCodes.registry())
                .containsAll(solution.needed)
                .doesNotContainAnyElementsOf(solution.foreign);
    }

    @ParameterizedTest
    @EnumSource
    void everyNasMessageDissectsUnderItsOwnName(Solution solution)
            throws IOException, InterruptedException {
        List<CapturedJourney.Said> said = journey(solution).nas();
        assertThat(nasComplaints(solution.row, said)).isEmpty();
        Map<Integer, List<String>> sequences =
                said.stream()
                        .collect(
                                Collectors.groupingBy(
                                        CapturedJourney.Said::device,
                                        Collectors.mapping(
                                                CapturedJourney.Said::name, Collectors.toList())));
        assertThat(sequences).hasSize(DEVICES);
        assertThat(sequences.values()).allSatisfy(one -> assertThat(one).isEqualTo(ATTACH));
    }

    /// The checks above can fail: one message of a journey that passes is damaged.
    @Test
    void aCorruptedDiameterMessageIsFlagged() throws IOException, InterruptedException {
        List<CapturedJourney.Sent> sent = new ArrayList<>(journey(Solution.TWELVE).sent());
        assertThat(diameterComplaints(sent)).isEmpty();
        int victim = 0;
        while (sent.get(victim).base()) {
            victim++;
        }
        byte[] octets = sent.get(victim).octets().toArray();
        octets[DiameterMessage.HEADER_OCTETS + 6] = 0x7f;
        sent.set(victim, new CapturedJourney.Sent(true, false, Octets.copyOf(octets)));
        assertThat(diameterComplaints(sent)).isNotEmpty();
    }

    @Test
    void aCorruptedNasMessageIsFlagged() throws IOException, InterruptedException {
        List<CapturedJourney.Said> said = new ArrayList<>(journey(Solution.TWELVE).nas());
        assertThat(nasComplaints("control", said)).isEmpty();
        for (int victim = 0; victim < ATTACH.size(); victim++) {
            CapturedJourney.Said good = said.get(victim);
            byte[] cut = Arrays.copyOf(good.plain().toArray(), good.plain().length() - 1);
            said.set(
                    victim,
                    new CapturedJourney.Said(good.device(), good.name(), Octets.copyOf(cut)));
            assertThat(nasComplaints("control", said)).as("%s cut", good.name()).hasSize(1);
            said.set(victim, good);
        }
    }

    private static DiameterDissection read(CapturedJourney journey)
            throws IOException, InterruptedException {
        return DiameterDissection.of(
                journey.diameter(), journey.ports().stream().mapToInt(Integer::intValue).toArray());
    }

    private static List<String> diameterComplaints(List<CapturedJourney.Sent> messages)
            throws IOException, InterruptedException {
        Path file = TARGET.resolve("journey-control.pcap");
        CapturedJourney.write(messages, file);
        DiameterDissection read = DiameterDissection.of(file);
        return read.complaints(BestowAvps.DEFAULT_VENDOR_ID);
    }

    /// Messages that do not dissect cleanly as what they are called.
    private static List<String> nasComplaints(String name, List<CapturedJourney.Said> said)
            throws IOException, InterruptedException {
        NasPcap pcap = new NasPcap();
        said.forEach(each -> pcap.add(each.plain().toArray()));
        Path file = TARGET.resolve("journey-nas-" + name + ".pcap");
        pcap.writeTo(file);
        List<NasDissection.Message> read = NasDissection.of(file).messages();
        assertThat(read).hasSameSizeAs(said);
        List<String> complaints = new ArrayList<>();
        for (int i = 0; i < said.size(); i++) {
            if (!read.get(i).isCleanly(said.get(i).name())) {
                complaints.add(said.get(i).name() + " reads as " + read.get(i));
            }
        }
        return complaints;
    }
}
