package dev.bestow.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.bestow.wire.Pictures.Slot;
import dev.bestow.wire.diameter.AvpCursor;
import dev.bestow.wire.diameter.AvpDefinition;
import dev.bestow.wire.diameter.BaseAvps;
import dev.bestow.wire.diameter.DecodeException;
import dev.bestow.wire.diameter.DecodeException.Kind;
import dev.bestow.wire.diameter.DiameterMessage;
import dev.bestow.wire.diameter.ReadOverAvps;
import dev.bestow.wire.diameter.Result;
import dev.bestow.wire.s6t.KeyPull;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What every command does with AVPs that are too many, too long or too short, or unknown.
class CommandStrictnessTest {
    /// OctetStrings of one length; the rest is in the type.
    private static final Set<String> FIXED_OCTETS =
            Set.of(
                    "RAND",
                    "AUTN",
                    "KASME",
                    "Confidentiality-Key",
                    "Integrity-Key",
                    "Ks",
                    "App-Key",
                    "GUTI",
                    "Rand-Id",
                    "Visited-PLMN-Id",
                    "Re-Synchronization-Info",
                    "Bearer-Identifier");

    static List<Spoken<?, ?>> commands() {
        return Spoken.all();
    }

    @ParameterizedTest
    @MethodSource("commands")
    <Q, A> void whatMayBeThereOnceIsRefusedTwice(Spoken<Q, A> command) {
        Map<String, List<Slot>> pictures = Pictures.of(command.pictures());
        for (Q request : command.requests()) {
            AvpTree root = AvpTree.of(command.encode(request));
            List<Slot> picture = Pictures.pictureOf(pictures, command.abbreviation());
            for (AvpTree child : List.copyOf(root.inside())) {
                if (picture.contains(new Slot(child.name(), true, '['))) {
                    continue;
                }
                root.inside().add(child);
                DiameterMessage bent = root.message();
                DiameterMessage answer = command.refusal(bent);
                assertThat(Result.from(answer)).as(child.name()).isEqualTo(Result.of(5009));
                root.inside().removeLast();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("commands")
    <Q, A> void anUnknownAvpIsReadOverUnlessItSaysM(Spoken<Q, A> command) {
        for (Q request : command.requests()) {
            AvpTree root = AvpTree.of(command.encode(request));
            List<AvpTree> containers = new ArrayList<>(root.groups());
            containers.removeIf(group -> isNotOpened(command, group));
            containers.add(root);
            for (AvpTree container : containers) {
                container.inside().addFirst(AvpTree.leaf(4242, false));
                assertThat(command.codec().decodeRequest(root.message())).isEqualTo(request);
                container.inside().removeFirst();
                container.inside().addFirst(AvpTree.leaf(4242, true));
                DiameterMessage bent = root.message();
                DiameterMessage answer = command.refusal(bent);
                assertThat(Result.from(answer)).as("in " + container).isEqualTo(Result.of(5001));
                container.inside().removeFirst();
            }
        }
    }

    /// Only the HSS asks what an MME supports; elsewhere our AVPs speak for themselves.
    private static boolean isNotOpened(Spoken<?, ?> command, AvpTree avp) {
        return avp.name().equals("Supported-Features")
                && !List.of("AIR", "ULR").contains(command.abbreviation());
    }

    @ParameterizedTest
    @MethodSource("commands")
    <Q, A> void anUnknownAvpInASuccessIsReadOverUnlessItSaysM(Spoken<Q, A> command) {
        for (A answer : command.answers()) {
            AvpTree root = AvpTree.of(command.encodeAnswer(answer));
            if (!Result.from(root.message()).isSuccess()) {
                continue;
            }
            List<AvpTree> containers = new ArrayList<>(root.groups());
            containers.removeIf(group -> group.name().equals("Supported-Features"));
            containers.add(root);
            for (AvpTree container : containers) {
                container.inside().addLast(AvpTree.leaf(4242, false));
                assertThat(command.codec().decodeAnswer(root.message())).isEqualTo(answer);
                container.inside().removeLast();
                container.inside().addLast(AvpTree.leaf(4242, true));
                DiameterMessage bent = root.message();
                assertThat(
                                assertThrows(
                                                DecodeException.class,
                                                () -> command.codec().decodeAnswer(bent))
                                        .kind())
                        .isEqualTo(Kind.AVP_UNSUPPORTED);
                container.inside().removeLast();
            }
        }
    }

    /// An NB-IoT subscription of a public HSS sets M on five AVPs that TS 29.272 sends without it.
    @ParameterizedTest
    @MethodSource("commands")
    <Q, A> void whatTheInterfacesNameIsReadOverWithMToo(Spoken<Q, A> command) {
        for (Q request : command.requests()) {
            AvpTree root = AvpTree.of(command.encode(request));
            for (AvpTree container : opened(root)) {
                for (AvpDefinition row : ReadOverAvps.ALL) {
                    container.inside().addLast(AvpTree.mandatory(row));
                    assertThat(command.codec().decodeRequest(root.message()))
                            .as(row + " in " + container)
                            .isEqualTo(request);
                    container.inside().removeLast();
                }
            }
        }
        for (A answer : command.answers()) {
            AvpTree root = AvpTree.of(command.encodeAnswer(answer));
            for (AvpTree container : opened(root)) {
                for (AvpDefinition row : ReadOverAvps.ALL) {
                    container.inside().addLast(AvpTree.mandatory(row));
                    assertThat(command.codec().decodeAnswer(root.message()))
                            .as(row + " in " + container)
                            .isEqualTo(answer);
                    container.inside().removeLast();
                }
            }
        }
    }

    private static List<AvpTree> opened(AvpTree root) {
        List<AvpTree> containers = new ArrayList<>(root.groups());
        containers.add(root);
        return containers;
    }

    @Test
    void theTableHoldsWhatAnNbIotApnAndAnAgentOfMobileIpv6Send() {
        assertThat(ReadOverAvps.ALL)
                .extracting(AvpDefinition::toString)
                .contains(
                        "Non-IP-PDN-Type-Indicator(10415/1681)",
                        "Non-IP-Data-Delivery-Mechanism(10415/1682)",
                        "SCEF-Realm(10415/1684)",
                        "Preferred-Data-Mode(10415/1686)",
                        "RDS-Indicator(10415/1697)",
                        "MIP6-Agent-Info(486)");
    }

    /// A peer may set M on our AVPs: it is its choice, and we know them.
    @ParameterizedTest
    @MethodSource("commands")
    <Q, A> void ourOwnAvpsAreKnownWithMToo(Spoken<Q, A> command) {
        for (Q request : command.requests()) {
            AvpTree root = AvpTree.of(command.encode(request));
            root.walk(each -> {
                if (each.definition != null
                        && each.definition.vendorId() == Spoken.BESTOW.vendorId()) {
                    each.setMandatory();
                }
            });
            assertThat(command.codec().decodeRequest(root.message())).isEqualTo(request);
        }
    }

    @ParameterizedTest
    @MethodSource("commands")
    <Q, A> void anotherLengthThanTheTypesIsRefused(Spoken<Q, A> command) {
        for (Q request : command.requests()) {
            AvpTree root = AvpTree.of(command.encode(request));
            root.inside().removeIf(each -> isNotOpened(command, each));
            root.walk(each -> {
                if (!hasOneLength(each)) {
                    return;
                }
                byte[] data = each.data;
                for (int length : new int[] {0, data.length - 1, data.length + 1}) {
                    each.data = Arrays.copyOf(data, length);
                    DiameterMessage bent = root.message();
                    DiameterMessage answer = command.refusal(bent);
                    assertThat(Result.from(answer)).as(each.name()).isEqualTo(Result.of(5014));
                    assertThat(failedAvp(answer)).isEqualTo(each.code());
                }
                each.data = data;
            });
        }
    }

    private static int failedAvp(DiameterMessage answer) {
        AvpCursor failed = answer.require(BaseAvps.FAILED_AVP).group();
        assertThat(failed.next()).isTrue();
        return failed.code();
    }

    private static boolean hasOneLength(AvpTree avp) {
        AvpDefinition definition = avp.definition;
        if (definition == null || definition.equals(BaseAvps.AUTH_SESSION_STATE)) {
            // Its one legal value here means nothing to anybody, so it is not read.
            return false;
        }
        return definition.type().isFixed() || FIXED_OCTETS.contains(definition.name());
    }

    /// Bestow monitors no events, and a request that names neither a run nor a kind of key is about them.
    @Test
    void aConfigurationInformationRequestThatAsksForNoKeyMissesItsRun() {
        Spoken<?, ?> pull =
                Spoken.all().stream()
                        .filter(each -> each.requests().getFirst() instanceof KeyPull)
                        .findFirst()
                        .orElseThrow();
        assertThat(Result.from(withoutRun(pull))).isEqualTo(Result.of(5005));
    }

    private static <Q, A> DiameterMessage withoutRun(Spoken<Q, A> pull) {
        AvpTree root = AvpTree.of(pull.encode(pull.requests().getFirst()));
        assertThat(root.inside().removeIf(avp -> avp.name().equals("Rand-Id"))).isTrue();
        return pull.refusal(root.message());
    }
}
