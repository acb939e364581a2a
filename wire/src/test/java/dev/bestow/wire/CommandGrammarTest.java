package dev.bestow.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.bestow.wire.Pictures.Slot;
import dev.bestow.wire.diameter.AvpCursor;
import dev.bestow.wire.diameter.AvpDefinition;
import dev.bestow.wire.diameter.BaseAvps;
import dev.bestow.wire.diameter.DecodeException;
import dev.bestow.wire.diameter.DecodeException.Kind;
import dev.bestow.wire.diameter.DiameterMessage;
import dev.bestow.wire.diameter.Result;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/// The picture every codec opens with, held against what the codec writes and what it takes.
class CommandGrammarTest {
    static List<Spoken<?, ?>> commands() {
        return Spoken.all();
    }

    private static String answerTo(String request) {
        return request.substring(0, 2) + "A";
    }

    @ParameterizedTest
    @MethodSource("commands")
    <Q, A> void picturesNameOnlyAvpsOfTheRegistries(Spoken<Q, A> command) {
        Set<String> names = new LinkedHashSet<>();
        AvpTree.ROWS.forEach(row -> names.add(row.name()));
        Map<String, List<Slot>> pictures = Pictures.of(command.pictures());
        assertThat(pictures).containsKeys(command.abbreviation(), answerTo(command.abbreviation()));
        pictures.forEach((rule, slots) -> {
            assertThat(slots).as(rule).isNotEmpty();
            slots.forEach(slot -> assertThat(names).as(rule).contains(slot.name()));
        });
    }

    @ParameterizedTest
    @MethodSource("commands")
    <Q, A> void whatIsWrittenIsWhatThePictureAllows(Spoken<Q, A> command) {
        Map<String, List<Slot>> pictures = Pictures.of(command.pictures());
        List<Slot> request = Pictures.pictureOf(pictures, command.abbreviation());
        command.requests()
                .forEach(each -> follows(request, AvpTree.of(command.encode(each)), pictures));
        List<Slot> answer = Pictures.pictureOf(pictures, answerTo(command.abbreviation()));
        command.answers()
                .forEach(each -> follows(answer, AvpTree.of(command.encodeAnswer(each)), pictures));
    }

    private static void follows(
            List<Slot> picture, AvpTree group, Map<String, List<Slot>> pictures) {
        Map<String, Integer> counts = new HashMap<>();
        group.inside().forEach(child -> counts.merge(child.name(), 1, Integer::sum));
        for (Slot slot : picture) {
            int count = counts.getOrDefault(slot.name(), 0);
            assertThat(count)
                    .as(slot + " in " + group)
                    .isLessThanOrEqualTo(slot.repeats() ? 99 : 1);
            assertThat(count)
                    .as(slot + " in " + group)
                    .isGreaterThanOrEqualTo(slot.isRequired() ? 1 : 0);
        }
        Set<String> allowed = new LinkedHashSet<>();
        picture.forEach(slot -> allowed.add(slot.name()));
        assertThat(allowed).as("in " + group).containsAll(counts.keySet());
        for (int i = 0; i < picture.size() && picture.get(i).kind() == '<'; i++) {
            assertThat(group.inside().get(i).name()).isEqualTo(picture.get(i).name());
        }
        for (AvpTree child : group.inside()) {
            AvpDefinition definition = child.definition;
            assertThat(definition != null && definition.mandatory() == child.isMandatory())
                    .isTrue();
            if (child.isGroup()) {
                follows(Pictures.pictureOf(pictures, child.name()), child, pictures);
            }
        }
    }

    /// Answers are exempt at their top: a failure may come from a relay that knows no command's grammar.
    @ParameterizedTest
    @MethodSource("commands")
    <Q, A> void whatMustBeThereIsMissed(Spoken<Q, A> command) {
        Map<String, List<Slot>> pictures = Pictures.of(command.pictures());
        int removed = 0;
        for (Q request : command.requests()) {
            AvpTree root = AvpTree.of(command.encode(request));
            Supplier<DiameterMessage> refusal = () -> command.refusal(root.message());
            removed +=
                    removeEach(Pictures.pictureOf(pictures, command.abbreviation()), root, refusal);
            for (AvpTree group : root.groups()) {
                removed += removeEach(Pictures.pictureOf(pictures, group.name()), group, refusal);
            }
        }
        assertThat(removed).isGreaterThan(5);
    }

    private static int removeEach(
            List<Slot> picture, AvpTree group, Supplier<DiameterMessage> refusal) {
        int removed = 0;
        for (Slot slot : picture) {
            // Without one of its three a feature list announces nothing, which is no error.
            if (!slot.isRequired() || group.name().equals("Supported-Features")) {
                continue;
            }
            List<AvpTree> before = List.copyOf(group.inside());
            group.inside().removeIf(child -> child.name().equals(slot.name()));
            DiameterMessage answer = refusal.get();
            assertThat(Result.from(answer)).as(slot.name()).isEqualTo(Result.of(5005));
            AvpCursor failed = answer.require(BaseAvps.FAILED_AVP).group();
            assertThat(failed.next()).isTrue();
            assertThat(failed.code()).as(slot.name()).isEqualTo(row(slot.name()).code());
            group.inside().clear();
            group.inside().addAll(before);
            removed++;
        }
        return removed;
    }

    @ParameterizedTest
    @MethodSource("commands")
    <Q, A> void whatMustBeInAGroupOfASuccessIsMissed(Spoken<Q, A> command) {
        Map<String, List<Slot>> pictures = Pictures.of(command.pictures());
        for (A answer : command.answers()) {
            AvpTree root = AvpTree.of(command.encodeAnswer(answer));
            if (!Result.from(root.message()).isSuccess()) {
                continue;
            }
            for (AvpTree group : root.groups()) {
                for (Slot slot : Pictures.pictureOf(pictures, group.name())) {
                    if (!slot.isRequired() || group.name().equals("Supported-Features")) {
                        continue;
                    }
                    List<AvpTree> before = List.copyOf(group.inside());
                    group.inside().removeIf(child -> child.name().equals(slot.name()));
                    DiameterMessage bent = root.message();
                    assertThatExceptionOfType(DecodeException.class)
                            .as(slot.name())
                            .isThrownBy(() -> command.codec().decodeAnswer(bent))
                            .matches(e -> e.kind() == Kind.AVP_MISSING);
                    group.inside().clear();
                    group.inside().addAll(before);
                }
            }
        }
    }

    private static AvpDefinition row(String name) {
        return AvpTree.ROWS.stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void registriesHaveNoTwoRowsOfOneCode() {
        Set<String> keys = new LinkedHashSet<>();
        AvpTree.ROWS.forEach(row ->
                assertThat(keys.add(row.vendorId() + "/" + row.code()))
                        .as(row.toString())
                        .isTrue());
    }

    @Test
    void everyVendorAvpIsInAPicture() {
        Set<String> drawn = new LinkedHashSet<>();
        Spoken.all()
                .forEach(command ->
                        Pictures.of(command.pictures())
                                .values()
                                .forEach(slots -> slots.forEach(slot -> drawn.add(slot.name()))));
        Spoken.BESTOW.all().forEach(row -> assertThat(drawn).contains(row.name()));
    }

    @Test
    void aPictureIsParsedAsItIsMeant() {
        assertThat(Pictures.slots("<A> {B-1} [3GPP-C] *[D] *{E}"))
                .containsExactly(
                        new Slot("A", false, '<'),
                        new Slot("B-1", false, '{'),
                        new Slot("3GPP-C", false, '['),
                        new Slot("D", true, '['),
                        new Slot("E", true, '{'));
    }
}
