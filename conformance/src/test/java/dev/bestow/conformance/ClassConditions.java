package dev.bestow.conformance;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

import java.io.NotSerializableException;
import java.io.Serializable;
import java.security.Key;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What [HouseRules] asks of a single class.
final class ClassConditions {
    static final ArchCondition<JavaClass> HOLD_NO_ARRAYS =
            condition(
                    "hold no arrays",
                    type ->
                            type.getFields().stream()
                                    .filter(field -> !isStatic(field))
                                    .filter(field -> field.getRawType().isArray())
                                    .map(field -> field.getFullName() + " is an array"));

    /// Words that say nothing, as a package or as a word of a class name.
    private static final Set<String> EMPTY_WORDS =
            Set.of("util", "utils", "common", "impl", "manager");

    private static final Pattern WORD_START = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])|[_$]");

    static final ArchCondition<JavaClass> BE_NAMED_AFTER_WHAT_THEY_ARE =
            condition(
                    "be named after what they are",
                    type ->
                            Stream.concat(
                                            Arrays.stream(type.getPackageName().split("\\.", -1)),
                                            WORD_START.splitAsStream(type.getSimpleName()))
                                    .map(word -> word.toLowerCase(java.util.Locale.ROOT))
                                    .filter(EMPTY_WORDS::contains)
                                    .map(word -> type.getName() + " is called " + word));

    private ClassConditions() {}

    /// Whoever is or holds a secret, over any number of fields, is not `Serializable`, or says no
    /// when it is written: `SecretKey` of the JCE makes its implementations `Serializable`.
    static ArchCondition<JavaClass> notSerialiseSecrets(String secret) {
        return new ArchCondition<>("not serialise secrets") {
            private final Set<String> holders = new HashSet<>(Set.of(secret));

            @Override
            public void init(Collection<JavaClass> all) {
                boolean grown = true;
                while (grown) {
                    grown = false;
                    for (JavaClass type : all) {
                        grown |= holdsOne(type) && holders.add(type.getName());
                    }
                }
            }

            private boolean holdsOne(JavaClass type) {
                return type.isAssignableTo(Key.class)
                        || type.getFields().stream()
                                .filter(field -> !isStatic(field))
                                .anyMatch(field -> holders.contains(field.getRawType().getName()));
            }

            @Override
            public void check(JavaClass type, ConditionEvents events) {
                if (holders.contains(type.getName())
                        && type.isAssignableTo(Serializable.class)
                        && !refusesToBeWritten(type)) {
                    events.add(
                            SimpleConditionEvent.violated(
                                    type, type.getName() + " holds a secret and is Serializable"));
                }
            }
        };
    }

    private static boolean refusesToBeWritten(JavaClass type) {
        Optional<JavaMethod> writeObject =
                type.tryGetMethod("writeObject", java.io.ObjectOutputStream.class);
        return writeObject.isPresent()
                && writeObject.get().getConstructorCallsFromSelf().stream()
                        .anyMatch(call ->
                                call.getTargetOwner()
                                        .isEquivalentTo(NotSerializableException.class));
    }

    private static boolean isStatic(JavaField field) {
        return field.getModifiers().contains(JavaModifier.STATIC);
    }

    private static ArchCondition<JavaClass> condition(
            String description, java.util.function.Function<JavaClass, Stream<String>> violations) {
        return new ArchCondition<>(description) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                violations
                        .apply(type)
                        .forEach(message ->
                                events.add(SimpleConditionEvent.violated(type, message)));
            }
        };
    }
}
