package dev.bestow.wire.nas;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestow.core.Octets;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/// The plain messages of `nas_worked_example.json`, which tshark dissects cleanly: as records, octet
/// by octet.
class NasCodecVectors {
    private static final UeSecurityCapability CAPABILITY =
            new UeSecurityCapability(Octets.parseHex("capability", "e0e0"));

    private static final Map<String, NasMessage> MESSAGES =
            Map.ofEntries(
                    Map.entry("IDENTITY REQUEST (IMSI)", new IdentityRequest(IdentityType.IMSI)),
                    Map.entry(
                            "IDENTITY RESPONSE (IMSI 001010000000001)",
                            new IdentityResponse(new MobileIdentity.OfImsi(NasSamples.IMSI))),
                    Map.entry(
                            "AUTHENTICATION REQUEST ksi=0",
                            new AuthenticationRequest(
                                    NasSamples.EKSI, NasSamples.RAND, NasSamples.AUTN)),
                    Map.entry(
                            "AUTHENTICATION RESPONSE", new AuthenticationResponse(NasSamples.RES)),
                    Map.entry(
                            "AUTHENTICATION FAILURE synch failure (AUTS with SQN_MS=SQN)",
                            AuthenticationFailure.synch(
                                    Octets.parseHex("AUTS", "c2920fe2489f5b7a8925819b614b"))),
                    Map.entry(
                            "SECURITY MODE COMMAND EEA2/EIA2, IMEISV requested",
                            new SecurityModeCommand(
                                    NasAlgorithms.EEA2_EIA2, NasSamples.EKSI, CAPABILITY, true)),
                    Map.entry(
                            "SECURITY MODE COMPLETE",
                            new SecurityModeComplete(
                                    new EquipmentIdentity.Imeisv("3234567890123415"))),
                    Map.entry(
                            "ATTACH ACCEPT with GUTI",
                            new AttachAccept(
                                    false,
                                    new GprsTimer(0x21),
                                    TaiList.of(NasSamples.TAI),
                                    NasSamples.ACTIVATE,
                                    NasSamples.GUTI)),
                    Map.entry(
                            "ATTACH COMPLETE",
                            new AttachComplete(new ActivateDefaultEpsBearerContextAccept(5))),
                    Map.entry(
                            "ESM DATA TRANSPORT EBI 5, RAI=2 (single DL expected)",
                            NasSamples.DATA),
                    Map.entry(
                            "CONTROL PLANE SERVICE REQUEST with ESM DATA TRANSPORT (partially"
                                    + " ciphered, SHT 5)",
                            new ControlPlaneServiceRequest(
                                    NasSamples.EKSI, false, false, NasSamples.DATA)));

    /// All but the service request, which is protection from the third octet on.
    static Stream<WorkedExample.Row> rows() {
        return WorkedExample.rows().stream()
                .filter(row -> !row.name().startsWith("SERVICE REQUEST"));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void everyRowIsWrittenAndReadAsItsRecord(WorkedExample.Row row) {
        NasMessage message = Objects.requireNonNull(MESSAGES.get(row.name()));
        assertThat(NasCodec.encode(message)).isEqualTo(row.octets("plain"));
        assertThat(NasCodec.decode(row.octets("plain"), NasSamples.way(message)))
                .isEqualTo(message);
    }
}
