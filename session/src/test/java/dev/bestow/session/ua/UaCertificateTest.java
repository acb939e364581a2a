package dev.bestow.session.ua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestow.core.InvalidValue;
import dev.bestow.core.Octets;
import dev.bestow.core.Secret;
import dev.bestow.keys.hpke.EndpointPrivateKey;
import dev.bestow.keys.hpke.EndpointPublicKey;
import dev.bestow.keys.hpke.Kem;
import dev.bestow.wire.ua.ApplicationRequest;
import dev.bestow.wire.ua.CertificateRequest;
import dev.bestow.wire.ua.Refusal;
import dev.bestow.wire.ua.RefusalCause;
import dev.bestow.wire.ua.UaCodec;
import dev.bestow.wire.ua.UaForm;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;

/// "Session Key Generation with Certificate" of TR 33.863 clause 6.11.2.2.2.1. Seed 32.
class UaCertificateTest {
    private static final RequestOutcome UNKNOWN =
            new RequestOutcome.RefusedBy(RefusalCause.CERTIFICATE_UNKNOWN, 0, true);

    private final Random random = new Random(32);
    private final Journey journey = Journey.seeded(32);

    private EndpointPrivateKey drawn(Kem kem) {
        return EndpointPrivateKey.fresh(kem, random::nextBytes);
    }

    private UaClient client(EndpointPublicKey to) {
        return new UaClient(
                new UaClient.Key(Journey.AS, Journey.BY_RAND, Journey.ksAs(Journey.KS_AS)),
                new UaClient.UaParameters(UaForm.CERTIFICATE, true, to),
                new UaClient.Ports(journey.entropy, journey.counts, KAppObserver.NONE));
    }

    private void serveWith(EndpointPrivateKey... keys) {
        journey.certificateKeys = new CertificateKeys(List.of(keys));
        journey.restarted();
    }

    private RequestOutcome outcome(PendingRequest pending) {
        return pending.open(journey.serve(pending.datagram()));
    }

    @ParameterizedTest
    @EnumSource(Kem.class)
    void aReportIsDeliveredAndItsSessionGoesOn(Kem kem) {
        EndpointPrivateKey key = drawn(kem);
        serveWith(key);
        PendingRequest pending = client(key.publicKey()).request(Journey.REPORT);
        assertThat(pending.datagram())
                .hasSize(Journey.REPORT.length() + (kem == Kem.X25519 ? 94 : 1182));
        assertThat(outcome(pending))
                .isInstanceOfSatisfying(
                        RequestOutcome.Delivered.class,
                        yes -> {
                            assertThat(yes.downlink()).isEqualTo(Journey.ACK);
                            byte[] next = journey.serve(yes.session().seal(Journey.REPORT));
                            assertThat(yes.session().open(next))
                                    .isEqualTo(new SessionOutcome.Message(Journey.ACK));
                        });
        assertThat(journey.delivered).containsExactly(Journey.REPORT, Journey.REPORT);
    }

    @Test
    void whileKeysChangeDevicesWithTheOldOneAreServedToo() {
        EndpointPrivateKey before = drawn(Kem.X25519);
        EndpointPrivateKey after = drawn(Kem.X25519_ML_KEM_768);
        serveWith(after, before);
        assertThat(outcome(client(before.publicKey()).request(Journey.REPORT)))
                .isInstanceOf(RequestOutcome.Delivered.class);
        assertThat(outcome(client(after.publicKey()).request(Journey.REPORT)))
                .isInstanceOf(RequestOutcome.Delivered.class);
    }

    @Test
    void aKeyThatTheServerHasNotIsRefusedByNameAndUnderTheKeyOfTheDevice() {
        PendingRequest pending = client(drawn(Kem.X25519).publicKey()).request(Journey.REPORT);
        assertThat(outcome(pending)).isEqualTo(UNKNOWN);
        assertThat(journey.delivered).isEmpty();
    }

    /// One in 128 has the same mark.
    @Test
    void aKeyWithTheMarkOfAnotherIsRefusedAgainAndAgain() {
        EndpointPublicKey held = Journey.publicKey(Journey.SERVER_KEY);
        EndpointPrivateKey other = drawn(Kem.X25519);
        while (other.publicKey().mark() != held.mark()) {
            other = drawn(Kem.X25519);
        }
        PendingRequest pending = client(other.publicKey()).request(Journey.REPORT);
        assertThat(outcome(pending)).isEqualTo(UNKNOWN);
        assertThat(outcome(pending)).isEqualTo(UNKNOWN);
        assertThat(journey.delivered).isEmpty();
        serveWith(journey(Journey.SERVER_KEY), other);
        assertThat(outcome(client(other.publicKey()).request(Journey.REPORT)))
                .isInstanceOf(RequestOutcome.Delivered.class);
    }

    private static EndpointPrivateKey journey(String hex) {
        return Journey.privateKey(hex);
    }

    /// Anybody on the path can write one.
    @ParameterizedTest
    @EnumSource(RefusalCause.class)
    void noPlainRefusalMakesADeviceSpeakAnotherForm(RefusalCause cause) {
        UaClient client = journey.client(Journey.BY_RAND, UaForm.CERTIFICATE, true);
        PendingRequest pending = client.request(Journey.REPORT);
        Octets echo = request(pending).mac();
        pending.open(UaCodec.encode(Refusal.plain(UaForm.CERTIFICATE, cause, 0, echo)));
        assertThat(request(client.request(Journey.REPORT)).header().form())
                .isEqualTo(UaForm.CERTIFICATE);
        assertThat(client.ciphering()).isTrue();
        assertThat(outcome(pending)).isInstanceOf(RequestOutcome.Delivered.class);
    }

    /// Whoever hands out Ks_AS has all but the private key: its answers are not taken.
    @Test
    void aServerWithTheKeyOfTheDeviceAloneIsNotBelieved() {
        UaClient client = journey.client(Journey.BY_RAND, UaForm.CERTIFICATE, true);
        PendingRequest pending = client.request(Journey.REPORT);
        byte[] request = pending.datagram();
        List<Secret> seen = new ArrayList<>();
        Journey operator = Journey.seeded(33);
        operator.certificateKeys =
                new CertificateKeys(List.of(Journey.privateKey("11".repeat(32))));
        operator.restarted();
        assertThat(pending.open(operator.serve(request))).isEqualTo(UNKNOWN);
        try (LeafKeys keys = LeafKeys.from(Journey.ksAs(Journey.KS_AS))) {
            CertificateRequest sent = (CertificateRequest) request(pending);
            seen.add(keys.kApp(sent.fresh()).octets());
            seen.add(keys.kApp(sent.c().slice(32, 32)).octets());
        }
        Set<String> bodies = Set.of(HexFormat.of().formatHex(Journey.REPORT.toArray()));
        for (Secret guess : seen) {
            byte[] text =
                    RequestKeys.applyCipher(
                            new dev.bestow.keys.KApp(guess),
                            request(pending).header(),
                            request(pending).body().toArray());
            assertThat(bodies).doesNotContain(HexFormat.of().formatHex(text));
        }
        assertThat(outcome(pending)).isInstanceOf(RequestOutcome.Delivered.class);
    }

    /// C of one request in another one: the MAC is made anew, as the operator could.
    @Test
    void cIsBoundToHeaderAndMark() {
        UaClient client = journey.client(Journey.BY_RAND, UaForm.CERTIFICATE, true);
        CertificateRequest sent = (CertificateRequest) request(client.request(Journey.REPORT));
        journey.source.put(Journey.RAND, Journey.KS_AS, false);
        try (LeafKeys keys = LeafKeys.from(Journey.ksAs(Journey.KS_AS))) {
            var clear = CertificateRequest.header(false, sent.keyName());
            Octets t =
                    keys.t(
                            Journey.AS,
                            Journey.BY_RAND,
                            clear,
                            sent.fresh(),
                            Journey.REPORT.toArray());
            byte[] forged =
                    UaCodec.encode(
                            new CertificateRequest(
                                    false,
                                    sent.keyMark(),
                                    sent.keyName(),
                                    sent.c(),
                                    Octets.copyOf(Journey.REPORT.toArray()),
                                    t));
            assertThat(UaCodec.decodeDownlink(journey.serve(forged)))
                    .isInstanceOfSatisfying(
                            Refusal.class,
                            no ->
                                    assertThat(no.cause())
                                            .isEqualTo(RefusalCause.CERTIFICATE_UNKNOWN));
        }
        assertThat(journey.delivered).isEmpty();
    }

    @Test
    void twoRequestsHaveNothingInCommonThatNamesTheirRandom() {
        UaClient client = journey.client(Journey.BY_RAND, UaForm.CERTIFICATE, true);
        CertificateRequest one = (CertificateRequest) request(client.request(Journey.REPORT));
        CertificateRequest two = (CertificateRequest) request(client.request(Journey.REPORT));
        assertThat(one.c().slice(0, 32)).isNotEqualTo(two.c().slice(0, 32));
        assertThat(one.c().slice(32, 48)).isNotEqualTo(two.c().slice(32, 48));
        assertThat(one.body()).isNotEqualTo(two.body());
    }

    @Test
    void noSecretStaysBehind() {
        serveWith(journey(Journey.SERVER_KEY));
        journey.serve(
                journey.client(Journey.BY_RAND, UaForm.COMPACT, true)
                        .request(Journey.REPORT)
                        .datagram());
        UaClient client = journey.client(Journey.BY_RAND, UaForm.CERTIFICATE, true);
        long before = Secret.live();
        PendingRequest pending = client.request(Journey.REPORT);
        byte[] request = pending.datagram();
        pending.close();
        assertThat(Secret.live()).isEqualTo(before);
        journey.serve(request);
        assertThat(Secret.live()).as("one session took the place of another").isEqualTo(before);
        journey.serve(request);
        assertThat(Secret.live()).isEqualTo(before);
    }

    @Test
    void theFormNeedsAPublicKeyAndThatNeedsTheForm() {
        assertThatThrownBy(() -> new UaClient.UaParameters(UaForm.CERTIFICATE, true))
                .isInstanceOf(InvalidValue.class);
        EndpointPublicKey key = Journey.publicKey(Journey.SERVER_KEY);
        assertThatThrownBy(() -> new UaClient.UaParameters(UaForm.COMPACT, true, key))
                .isInstanceOf(InvalidValue.class);
        UaClient nobody = client(new EndpointPublicKey(Kem.X25519, Octets.copyOf(new byte[32])));
        assertThatThrownBy(() -> nobody.request(Journey.REPORT)).isInstanceOf(InvalidValue.class);
    }

    private static ApplicationRequest request(PendingRequest pending) {
        return (ApplicationRequest) UaCodec.decodeUplink(pending.datagram());
    }
}
