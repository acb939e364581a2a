package dev.bestow.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestow.conformance.LyingPeers.Peer;
import dev.bestow.conformance.LyingPeers.Victim;
import dev.bestow.core.Imsi;
import dev.bestow.core.RandId;
import dev.bestow.core.Secret;
import dev.bestow.keys.AnchorKey;
import dev.bestow.keys.E2mIntKey;
import dev.bestow.keys.E2mKeySet;
import dev.bestow.keys.KeyKind;
import dev.bestow.keys.Ks;
import dev.bestow.wire.Spoken;
import dev.bestow.wire.diameter.DiameterMessage;
import dev.bestow.wire.diameter.Result;
import dev.bestow.wire.diameter.ResultCode;
import dev.bestow.wire.s6a.AuthenticationInformationAnswer;
import dev.bestow.wire.s6a.AuthenticationInformationRequest;
import dev.bestow.wire.s6a.S6aCodec;
import dev.bestow.wire.s6a.SecurityPolicy;
import dev.bestow.wire.s6t.KeyPull;
import dev.bestow.wire.s6t.KeyPullAnswer;
import dev.bestow.wire.s6t.KeyPush;
import dev.bestow.wire.s6t.KeyPushAnswer;
import dev.bestow.wire.s6t.S6tCodec;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/// No key server gets, or takes, a key of another kind than its rows have: each peer is who it says, and asks for too
/// much.
class WrongKeyKindTest {
    private static final S6aCodec S6A = new S6aCodec(Spoken.BESTOW);
    private static final S6tCodec S6T = new S6tCodec(Spoken.BESTOW);
    private static final Imsi IMSI = TestCard.number(1).imsi();

    @TempDir private Path folder;
    private LyingPeers network;

    @BeforeEach
    void start() throws Exception {
        network = new LyingPeers(folder, true, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void stop() {
        network.close();
    }

    /// A run of which both key servers have a key.
    private RandId issued(Victim hss) throws Exception {
        var air = new AuthenticationInformationRequest(IMSI, TestNetwork.PLMN, 1, null, true);
        var codec = S6A.authenticationInformation();
        var aia = codec.decodeAnswer(network.answer(hss, codec, air, LyingPeers.MME));
        assertThat(aia).isInstanceOf(AuthenticationInformationAnswer.Success.class);
        return ((AuthenticationInformationAnswer.Success) aia).vectors().getFirst().rand().id();
    }

    private Victim victim(String node) {
        return Objects.requireNonNull(network.victims().get(node), node);
    }

    private DiameterMessage pull(Victim hss, Peer from, KeyKind kind, RandId name)
            throws Exception {
        var pull = new KeyPull(IMSI, kind, name);
        return network.answer(hss, S6T.configurationInformation(), pull, from);
    }

    private static String keyOf(DiameterMessage cia) {
        var answer = S6T.configurationInformation().decodeAnswer(cia);
        assertThat(answer).isInstanceOf(KeyPullAnswer.Key.class);
        try (var key = ((KeyPullAnswer.Key) answer).push().key()) {
            return key.octets().use(HexFormat.of()::formatHex);
        }
    }

    @Test
    void aKeyServerThatPullsAKeyOfAnothersKindLearnsNothing() throws Exception {
        Victim hss = victim("hss");
        RandId name = issued(hss);
        String ks = keyOf(pull(hss, LyingPeers.SCEF, KeyKind.KS, name));
        String e2mIntKey = keyOf(pull(hss, LyingPeers.EMKS, KeyKind.E2M_INT_KEY, name));
        assertThat(ks).isNotEqualTo(e2mIntKey);
        for (DiameterMessage cia :
                List.of(
                        pull(hss, LyingPeers.EMKS, KeyKind.KS, name),
                        pull(hss, LyingPeers.EMKS, KeyKind.E2M_KEY_SET, name),
                        pull(hss, LyingPeers.SCEF, KeyKind.E2M_INT_KEY, name),
                        pull(hss, LyingPeers.SCEF, KeyKind.E2M_KEY_SET, name))) {
            assertThat(S6T.configurationInformation().decodeAnswer(cia))
                    .isEqualTo(new KeyPullAnswer.UnknownKey());
            assertThat(cia.octets().hex()).doesNotContain(ks, e2mIntKey);
        }
    }

    /// Solution 1D has an EMKS keep e2m key sets.
    @ParameterizedTest
    @CsvSource({
        "scef, KS, true",
        "scef, E2M_INT_KEY, false",
        "scef, E2M_KEY_SET, false",
        "emks, KS, false",
        "emks, E2M_INT_KEY, true",
        "emks, E2M_KEY_SET, true"
    })
    void aPushedKeyIsKeptIfItsKindIsOneOfTheServers(String server, KeyKind kind, boolean kept)
            throws Exception {
        Victim victim = victim(server);
        Object before = victim.state().get();
        DiameterMessage ria =
                network.answer(victim, S6T.reportingInformation(), push(kind), LyingPeers.HSS);
        if (kept) {
            assertThat(S6T.reportingInformation().decodeAnswer(ria))
                    .isEqualTo(new KeyPushAnswer.Accepted());
            assertThat(victim.state().get()).isNotEqualTo(before);
        } else {
            assertThat(Result.from(ria).code()).isEqualTo(ResultCode.INVALID_AVP_VALUE);
            assertThat(victim.state().get()).isEqualTo(before);
        }
    }

    private static KeyPush push(KeyKind kind) {
        return new KeyPush(
                IMSI,
                "device-1@example.net",
                List.of(),
                Spoken.RAND,
                key(kind),
                1,
                1,
                TestNetwork.PLMN,
                TestNetwork.MME,
                false,
                Instant.now().plus(1, ChronoUnit.HOURS),
                new SecurityPolicy(List.of(TestNetwork.AS, TestNetwork.EMSE), 3_600, true));
    }

    private static AnchorKey key(KeyKind kind) {
        return switch (kind) {
            case KS -> new Ks(Secret.taking(new byte[Ks.OCTETS]));
            case E2M_INT_KEY -> new E2mIntKey(Secret.taking(new byte[E2mIntKey.OCTETS]));
            case E2M_KEY_SET -> new E2mKeySet(Secret.taking(new byte[E2mKeySet.OCTETS]));
        };
    }
}
