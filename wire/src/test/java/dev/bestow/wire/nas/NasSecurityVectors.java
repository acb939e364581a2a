package dev.bestow.wire.nas;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestow.core.Eksi;
import dev.bestow.core.Octets;
import dev.bestow.core.Secret;
import dev.bestow.keys.Kasme;
import dev.bestow.keys.KnasEnc;
import dev.bestow.keys.KnasInt;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.stream.Stream;

/// The protected messages of `nas_worked_example.json`, octet by octet, at the COUNT it gives them.
class NasSecurityVectors {
    static Stream<WorkedExample.Row> protectedRows() {
        return WorkedExample.rows().stream().filter(row -> row.holds("protected"));
    }

    @Test
    void theNasKeysAreThoseOfTheExample() {
        Kasme kasme = kasme();
        assertThat(KnasEnc.from(kasme, 2).octets())
                .isEqualTo(Secret.taking(WorkedExample.octets("knasenc_eea2")));
        assertThat(KnasInt.from(kasme, 2).octets())
                .isEqualTo(Secret.taking(WorkedExample.octets("knasint_eia2")));
    }

    @ParameterizedTest
    @MethodSource("protectedRows")
    void everyRowIsProtectedAndUnprotected(WorkedExample.Row row) {
        SecurityHeaderType type = SecurityHeaderType.of(row.octets("protected")).orElseThrow();
        assertThat(type.code()).isEqualTo(row.number("sht"));
        int count = row.number(row.uplink() ? "ul_count" : "dl_count");
        assertThat(sender(row, count).protect(row.octets("plain"), type))
                .isEqualTo(row.octets("protected"));
        assertThat(receiver(row, count).unprotect(row.octets("protected")))
                .isEqualTo(new Unprotected.Accepted(Octets.copyOf(row.octets("plain")), type));
    }

    @Test
    void theServiceRequestIsHalfAMac() {
        WorkedExample.Row row = WorkedExample.row("SERVICE REQUEST");
        byte[] pdu = row.octets("plain");
        assertThat(sender(row, row.number("ul_count")).serviceRequest(new Eksi(0))).isEqualTo(pdu);
        assertThat(receiver(row, 0).unprotect(pdu))
                .isEqualTo(
                        new Unprotected.Accepted(
                                Octets.copyOf(pdu), SecurityHeaderType.SERVICE_REQUEST));
    }

    @Test
    void theExampleRunsFromEndToEndInTwoContexts() {
        NasSecurity ue = NasSecurity.ofUe(kasme(), NasAlgorithms.EEA2_EIA2);
        NasSecurity mme = NasSecurity.ofMme(kasme(), NasAlgorithms.EEA2_EIA2);
        protectedRows()
                .forEach(row -> {
                    SecurityHeaderType type =
                            SecurityHeaderType.of(row.octets("protected")).orElseThrow();
                    byte[] pdu = (row.uplink() ? ue : mme).protect(row.octets("plain"), type);
                    assertThat(pdu).isEqualTo(row.octets("protected"));
                    assertThat((row.uplink() ? mme : ue).unprotect(pdu))
                            .isInstanceOf(Unprotected.Accepted.class);
                });
        assertThat(ue.serviceRequest(new Eksi(0)))
                .isEqualTo(WorkedExample.row("SERVICE REQUEST").octets("plain"));
    }

    private static NasSecurity sender(WorkedExample.Row row, int count) {
        return NasSecurityTest.context(row.uplink(), NasAlgorithms.EEA2_EIA2, count, 0);
    }

    private static NasSecurity receiver(WorkedExample.Row row, int count) {
        return NasSecurityTest.context(!row.uplink(), NasAlgorithms.EEA2_EIA2, 0, count);
    }

    static Kasme kasme() {
        return new Kasme(Secret.taking(WorkedExample.octets("kasme")));
    }
}
