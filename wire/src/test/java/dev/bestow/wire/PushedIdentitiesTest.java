package dev.bestow.wire;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.bestow.core.ApplicationIdentity;
import dev.bestow.keys.E2mIntKey;
import dev.bestow.wire.diameter.BaseAvps;
import dev.bestow.wire.diameter.DecodeException;
import dev.bestow.wire.diameter.DiameterMessage;
import dev.bestow.wire.diameter.ErrorAnswer;
import dev.bestow.wire.diameter.Result;
import dev.bestow.wire.s6t.KeyNotification;
import dev.bestow.wire.s6t.KeyPush;

import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.stream.IntStream;

/// Application-Identity in Key-Push: none, as many as a subscriber has, and what no subscriber has.
final class PushedIdentitiesTest {
    private static final int VALUE = 5004;
    private static final int TOO_MANY = 5009;

    private static DiameterMessage encoded(List<ApplicationIdentity> identities) {
        KeyPush push =
                new KeyPush(
                        Spoken.IMSI,
                        "d1@example.com",
                        identities,
                        Spoken.RAND,
                        new E2mIntKey(Spoken.secret(0x20)),
                        3,
                        9,
                        Spoken.PLMN,
                        "mme.test",
                        false,
                        Spoken.EXPIRY,
                        Spoken.POLICY);
        return Spoken.S6T.reportingInformation().encodeRequest(push, Spoken.ENVELOPE);
    }

    private static List<ApplicationIdentity> identities(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> ApplicationIdentity.parse("a".repeat(250) + (100 + i)))
                .toList();
    }

    private static List<ApplicationIdentity> decoded(DiameterMessage message) {
        KeyNotification read = Spoken.S6T.reportingInformation().decodeRequest(message);
        assertThat(read).isInstanceOf(KeyPush.class);
        return ((KeyPush) read).applicationIdentities();
    }

    private static AvpTree group(AvpTree root) {
        return root.groups().stream()
                .filter(group -> group.name().equals("Key-Push"))
                .findFirst()
                .orElseThrow();
    }

    private static List<AvpTree> inside(AvpTree root) {
        return group(root).inside().stream()
                .filter(child -> child.name().equals("Application-Identity"))
                .toList();
    }

    private static void refused(AvpTree root, int resultCode) {
        DiameterMessage bent = root.message();
        DecodeException refusal =
                Assertions.assertThrows(
                        DecodeException.class,
                        () -> Spoken.S6T.reportingInformation().decodeRequest(bent));
        DiameterMessage answer = ErrorAnswer.to(bent, Spoken.ANSWERER, refusal);
        assertThat(Result.from(answer)).isEqualTo(Result.of(resultCode));
        var failed = answer.require(BaseAvps.FAILED_AVP).group();
        assertThat(failed.next()).isTrue();
        assertThat(failed.is(Spoken.BESTOW.applicationIdentity)).isTrue();
    }

    /// So an HSS that knows no identities is understood, and a server that knows none understands a push without.
    @Test
    void noneIsNoAvp() {
        DiameterMessage message = encoded(List.of());
        assertThat(inside(AvpTree.of(message))).isEmpty();
        assertThat(decoded(message)).isEmpty();
    }

    @Test
    void asManyAsASubscriberHasComeBackInTheirOrder() {
        for (int count : new int[] {1, 2, 16}) {
            DiameterMessage message = encoded(identities(count));
            assertThat(inside(AvpTree.of(message))).hasSize(count).noneMatch(AvpTree::isMandatory);
            assertThat(decoded(message)).isEqualTo(identities(count));
        }
    }

    @Test
    void oneMoreThanASubscriberHasIsOneTooMany() {
        AvpTree root = AvpTree.of(encoded(identities(16)));
        group(root).inside().add(inside(AvpTree.of(encoded(Spoken.IDENTITIES))).getFirst());
        refused(root, TOO_MANY);
    }

    @Test
    void whatIsNoIdentityIsABadValue() {
        for (byte[] bad :
                List.of(
                        new byte[0],
                        "a".repeat(254).getBytes(UTF_8),
                        "a\nb".getBytes(UTF_8),
                        "z\u00e4hler".getBytes(ISO_8859_1))) {
            AvpTree root = AvpTree.of(encoded(Spoken.IDENTITIES));
            inside(root).getLast().data = bad;
            refused(root, VALUE);
        }
    }

    @Test
    void oneTwiceIsABadValue() {
        AvpTree root = AvpTree.of(encoded(Spoken.IDENTITIES));
        group(root).inside().add(inside(root).getFirst());
        refused(root, VALUE);
    }
}
