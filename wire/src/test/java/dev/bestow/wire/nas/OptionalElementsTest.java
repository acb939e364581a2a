package dev.bestow.wire.nas;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestow.keys.Direction;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// What stands behind an optional element is read, whatever that element is.
class OptionalElementsTest {
    /// The last element of every message here.
    private static final byte[] LAST = {0x50, 2, 1, 2};

    @Test
    void whatFollowsAnElementOfTheTableIsFound() {
        for (OptionalElements table :
                List.of(
                        OptionalElements.ATTACH_ACCEPT,
                        OptionalElements.ATTACH_REQUEST,
                        OptionalElements.SECURITY_MODE_COMMAND,
                        OptionalElements.SERVICE_REJECT,
                        OptionalElements.ACTIVATION_REQUEST,
                        OptionalElements.PDN_CONNECTIVITY_REQUEST)) {
            for (OptionalElements.Element row : table.rows()) {
                if (row.identifier() != LAST[0]) {
                    assertThat(read(table, element(row))).as("behind %s", row).isEqualTo("0102");
                }
            }
        }
    }

    @Test
    void whatFollowsAnElementOfALaterReleaseIsFound() {
        assertThat(read(OptionalElements.NONE, "4103aabbcc")).isEqualTo("0102");
        assertThat(read(OptionalElements.NONE, "7f0003aabbcc")).isEqualTo("0102");
        assertThat(read(OptionalElements.NONE, "8f")).isEqualTo("0102");
    }

    /// ATTACH REQUEST with *additional information requested*: a length taken from its value would run over
    /// what follows.
    @Test
    void aValueIsNotTakenForALength() {
        String attach =
                "07417108091010000000002002e06000040201d011"
                        + "1701"
                        + "500bf600f110800112c0de0001";
        AttachRequest request =
                (AttachRequest) NasCodec.decode(HexFormat.of().parseHex(attach), Direction.UPLINK);
        assertThat(request.additionalGuti()).isEqualTo(NasSamples.GUTI);
    }

    @Test
    void everyMessageThatIsReadHasItsTableAndNoElementTwice() {
        Set<String> read =
                NasSamples.ALL.stream()
                        .filter(message -> !(message instanceof UnknownNasMessage))
                        .map(NasMessage::name)
                        .collect(Collectors.toSet());
        Set<String> bare =
                NasElements.bareMessages().stream()
                        .map(octets -> NasCodec.decode(octets, Direction.UPLINK).name())
                        .collect(Collectors.toSet());
        assertThat(bare).isEqualTo(read);
        Set<String> seen = new HashSet<>();
        for (NasElements.Row row : NasElements.rows()) {
            assertThat(seen.add(row.message() + row.identifier())).as("%s", row).isTrue();
        }
    }

    private static String element(OptionalElements.Element row) {
        String identifier = "%02x".formatted(row.identifier());
        int fixed = row.format().octets();
        if (fixed != 0) {
            return identifier + "ff".repeat(fixed - 1);
        }
        return identifier + (row.format().header() == 3 ? "0005" : "05") + "50".repeat(5);
    }

    private static String read(OptionalElements table, String element) {
        byte[] first = HexFormat.of().parseHex(element);
        byte[] all = Arrays.copyOf(first, first.length + LAST.length);
        System.arraycopy(LAST, 0, all, first.length, LAST.length);
        var value = new OptionalIes(all, 0, all.length, table).value(LAST[0], NasReader::rest);
        return value == null ? "not found" : value.hex();
    }
}
