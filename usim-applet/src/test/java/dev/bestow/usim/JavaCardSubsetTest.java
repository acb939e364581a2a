package dev.bestow.usim;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.Instruction;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.NameAndTypeEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.constantpool.StringEntry;
import java.lang.classfile.instruction.ArrayStoreInstruction;
import java.lang.classfile.instruction.IncrementInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.classfile.instruction.NewPrimitiveArrayInstruction;
import java.lang.classfile.instruction.OperatorInstruction;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.classfile.instruction.StoreInstruction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// No converter of Java Card's is at hand, so this reads the class files for what one would refuse: types a
/// card does not have, classes it does not know, sums kept wider than a `short`, and objects made
/// after installation.
class JavaCardSubsetTest {
    /// Where objects may be made: all of it runs once, when the applet is installed.
    private static final Set<String> INSTALLATION = Set.of("<init>", "<clinit>", "install");

    private static final List<String> KNOWN =
            List.of("java/lang/Object", "javacard/", "javacardx/crypto/", "dev/bestow/usim/");

    private static List<ClassModel> applet() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("target", "classes"))) {
            List<ClassModel> classes = new ArrayList<>();
            for (Path file : files.filter(f -> f.toString().endsWith(".class")).toList()) {
                classes.add(ClassFile.of().parse(file));
            }
            return classes;
        }
    }

    @Test
    void theAppletWasRead() throws IOException {
        assertThat(applet()).hasSizeGreaterThan(4);
    }

    @Test
    void everyTypeIsOneACardHas() throws IOException {
        for (ClassModel type : applet()) {
            for (PoolEntry entry : type.constantPool()) {
                switch (entry) {
                    case ClassEntry known ->
                            assertThat(known.asInternalName().replaceFirst("^\\[+L?", ""))
                                    .matches(name ->
                                            name.length() == 1
                                                    || KNOWN.stream().anyMatch(name::startsWith));
                    case NameAndTypeEntry member -> assertSmall(type, member.type().stringValue());
                    case StringEntry text ->
                            throw new AssertionError(type.thisClass() + " has a string: " + text);
                    default -> {}
                }
            }
            type.methods().forEach(method -> assertSmall(type, method.methodType().stringValue()));
            type.fields().forEach(field -> assertSmall(type, field.fieldType().stringValue()));
        }
    }

    /// Without classes, what is left of a descriptor is primitive types.
    private static void assertSmall(ClassModel type, String descriptor) {
        assertThat(descriptor.replaceAll("L[^;]*;", ""))
                .as("%s", type.thisClass().asInternalName())
                .doesNotContain("I", "J", "F", "D", "C");
    }

    @Test
    void nothingIsMadeAfterInstallation() throws IOException {
        forEachInstruction((where, method, _, instruction) -> {
            if (!INSTALLATION.contains(method.methodName().stringValue())) {
                assertThat(makes(instruction)).as(where).isFalse();
            }
        });
    }

    private static boolean makes(Instruction instruction) {
        return switch (instruction) {
            case NewObjectInstruction _, NewPrimitiveArrayInstruction _ -> true;
            case InvokeInstruction call -> {
                String name = call.name().stringValue();
                yield name.startsWith("makeTransient")
                        || name.equals("getInstance")
                        || name.equals("buildKey");
            }
            default -> false;
        };
    }

    @Test
    void everySumIsNarrowedBeforeItIsKept() throws IOException {
        forEachInstruction((where, _, before, instruction) -> {
            // Only an int is counted up in place.
            assertThat(instruction).as(where).isNotInstanceOf(IncrementInstruction.class);
            boolean kept =
                    instruction instanceof ArrayStoreInstruction
                            || instruction instanceof StoreInstruction
                            || instruction instanceof ReturnInstruction;
            if (kept && before instanceof OperatorInstruction sum) {
                assertThat(sum.opcode())
                        .as(where)
                        .isIn(Opcode.ARRAYLENGTH, Opcode.IAND, Opcode.IOR, Opcode.IXOR);
            }
            if (instruction instanceof OperatorInstruction operator) {
                assertThat(operator.typeKind()).as(where).isEqualTo(TypeKind.INT);
            }
        });
    }

    /// Sees one instruction of the applet.
    private interface Visitor {
        void see(String where, MethodModel method, Instruction before, Instruction instruction);
    }

    private static void forEachInstruction(Visitor visitor) throws IOException {
        for (ClassModel type : applet()) {
            for (MethodModel method : type.methods()) {
                String where =
                        type.thisClass().asInternalName() + "." + method.methodName().stringValue();
                method.code()
                        .ifPresent(code -> {
                            Instruction before = null;
                            for (CodeElement element : code) {
                                if (element instanceof Instruction instruction) {
                                    visitor.see(
                                            where,
                                            method,
                                            before == null ? instruction : before,
                                            instruction);
                                    before = instruction;
                                }
                            }
                        });
            }
        }
    }
}
