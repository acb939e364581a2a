package dev.bestow.wire.nas;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestow.wire.nas.NasPlainRules.Arrival;

import org.junit.jupiter.api.Test;

import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// The tables of TS 24.301 clauses 4.4.4.2 and 4.4.4.3, written out once more by name.
class NasPlainRulesTest {
    private static Set<String> downlink(Predicate<DownlinkEmm> rule) {
        return NasSamples.ALL.stream()
                .filter(message -> message instanceof DownlinkEmm downlink && rule.test(downlink))
                .map(NasMessage::name)
                .collect(Collectors.toSet());
    }

    private static Set<String> uplink(Predicate<UplinkEmm> rule) {
        return NasSamples.ALL.stream()
                .filter(message -> message instanceof UplinkEmm uplink && rule.test(uplink))
                .map(NasMessage::name)
                .collect(Collectors.toSet());
    }

    @Test
    void whatAUeHandlesWithoutMac() {
        assertThat(downlink(message -> NasPlainRules.ueHandles(message, false)))
                .containsExactlyInAnyOrder(
                        "IDENTITY REQUEST",
                        "AUTHENTICATION REQUEST",
                        "AUTHENTICATION REJECT",
                        "ATTACH REJECT",
                        "DETACH ACCEPT",
                        "SERVICE REJECT");
    }

    @Test
    void whatAnMmeHandlesWithoutMac() {
        Set<String> plain =
                uplink(message -> NasPlainRules.mmeHandles(message, Arrival.PLAIN, false));
        assertThat(plain)
                .containsExactlyInAnyOrder(
                        "ATTACH REQUEST",
                        "IDENTITY RESPONSE",
                        "AUTHENTICATION RESPONSE",
                        "AUTHENTICATION FAILURE",
                        "SECURITY MODE REJECT",
                        "DETACH REQUEST",
                        "DETACH ACCEPT");
        Set<String> unverified =
                uplink(message -> NasPlainRules.mmeHandles(message, Arrival.UNVERIFIED, false));
        assertThat(unverified)
                .containsAll(plain)
                .hasSize(plain.size() + 1)
                .contains("CONTROL PLANE SERVICE REQUEST");
    }

    @Test
    void onASecuredConnectionNothingIsHandledWithoutMac() {
        assertThat(downlink(message -> NasPlainRules.ueHandles(message, true))).isEmpty();
        for (Arrival arrival : Arrival.values()) {
            assertThat(uplink(message -> NasPlainRules.mmeHandles(message, arrival, true)))
                    .isEmpty();
        }
    }

    @Test
    void anIdentityIsAskedAndToldInClearOnlyIfItIsTheImsi() {
        for (IdentityType type : IdentityType.values()) {
            boolean handled = NasPlainRules.ueHandles(new IdentityRequest(type), false);
            assertThat(handled).isEqualTo(type == IdentityType.IMSI);
        }
        MobileIdentity imeisv = new MobileIdentity.OfImeisv(NasSamples.IMEISV);
        assertThat(NasPlainRules.mmeHandles(new IdentityResponse(imeisv), Arrival.PLAIN, false))
                .isFalse();
    }

    @Test
    void aRejectThatWouldBanTheUeFromACsgNeedsAMac() {
        EmmCause csg = EmmCause.NOT_AUTHORIZED_FOR_CSG;
        assertThat(NasPlainRules.ueHandles(new AttachReject(csg), false)).isFalse();
        assertThat(NasPlainRules.ueHandles(new ServiceReject(csg), false)).isFalse();
    }

    private static Set<String> fitting(SecurityHeaderType type) {
        return NasSamples.ALL.stream()
                .filter(message -> NasPlainRules.fits(message, type))
                .map(NasMessage::name)
                .collect(Collectors.toSet());
    }

    @Test
    void aTypeMadeOfAnotherOneInBetweenDoesNotFitItsMessage() {
        assertThat(fitting(SecurityHeaderType.INTEGRITY_NEW_CONTEXT))
                .containsExactly("SECURITY MODE COMMAND");
        assertThat(fitting(SecurityHeaderType.CIPHERED_NEW_CONTEXT))
                .containsExactly("SECURITY MODE COMPLETE");
        assertThat(fitting(SecurityHeaderType.PARTLY_CIPHERED))
                .containsExactly("CONTROL PLANE SERVICE REQUEST");
        assertThat(fitting(SecurityHeaderType.INTEGRITY))
                .containsExactlyInAnyOrder(
                        "ATTACH REQUEST", "DETACH REQUEST", "CONTROL PLANE SERVICE REQUEST");
        assertThat(fitting(SecurityHeaderType.CIPHERED))
                .contains("ATTACH ACCEPT", "ATTACH COMPLETE", "ESM DATA TRANSPORT")
                .doesNotContain("SECURITY MODE COMMAND", "SECURITY MODE COMPLETE");
        assertThat(fitting(SecurityHeaderType.PLAIN)).isEmpty();
    }

    @Test
    void messagesThatOpenAConnectionTravelUnciphered() {
        assertThat(uplink(NasPlainRules::initial))
                .containsExactlyInAnyOrder(
                        "ATTACH REQUEST", "DETACH REQUEST", "CONTROL PLANE SERVICE REQUEST");
    }
}
