package dev.bestow.conformance;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/// The rules of the house that only source shows: sizes, Javadoc, unfinished work, JSON by hand; and the one that binds
/// tests and benchmarks as well, whose classes may not be there when it is checked: who makes nodes.
final class SourceRules {
    static final int MAX_TYPE_LINES = 300;
    static final int MAX_METHOD_LINES = 60;
    static final int MAX_PARAMETERS = 5;
    static final int MAX_COLUMNS = 120;

    /// Unfinished work is an ADR or an issue, never a comment alone.
    private static final Pattern UNFINISHED = Pattern.compile("\\b([T]ODO|[F]IXME|[X]XX)\\b");

    private static final Pattern DECISION = Pattern.compile("ADR[ -]?\\d{4}|adr/\\d{4}");

    /// One assembly: commands, the lab, tests and benchmarks get running nodes from it.
    private static final String ASSEMBLY = "network/src/main/";

    /// JSON is Jackson's, and one package knows it; a house rule keeps Jackson there, this one its copies out.
    private static final String JSON_BY_HAND = "{\\\"";

    private static final Set<String> NODES =
            Set.of("HssNode", "MmeNode", "ScefNode", "EmksNode", "AsNode");

    private static final JavaCompiler COMPILER = ToolProvider.getSystemJavaCompiler();

    /// One for all files: each opens the modules of the platform again.
    private static final JavaFileManager FILES =
            COMPILER.getStandardFileManager(null, null, StandardCharsets.UTF_8);

    private final String name;
    private final List<String> lines;
    private final boolean product;
    private final List<String> violations = new ArrayList<>();

    private SourceRules(String name, String source, boolean product) {
        this.name = name;
        this.lines = source.lines().toList();
        this.product = product;
    }

    /// What the file called `name` does against the rules, a line each; only `product` files owe
    /// Javadoc and small sizes: a test may be as long as the story it tells.
    static List<String> violations(String name, String source, boolean product) {
        SourceRules rules = new SourceRules(name, source, product);
        rules.checkLines();
        rules.checkDeclarations(source);
        return rules.violations;
    }

    private void checkLines() {
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            int columns = line.codePointCount(0, line.length());
            if (columns > MAX_COLUMNS) {
                add(i + 1, "has " + columns + " columns, at most " + MAX_COLUMNS);
            }
            if (UNFINISHED.matcher(line).find() && !DECISION.matcher(line).find()) {
                add(i + 1, "leaves work undone and names no ADR");
            }
            if (product && line.contains(JSON_BY_HAND)) {
                add(i + 1, "writes JSON by hand, which wire.north does with Jackson");
            }
        }
        boolean described = lines.stream().findFirst().filter(l -> l.startsWith("///")).isPresent();
        if (product && name.endsWith("-info.java") && !described) {
            add(1, "does not open with a /// comment");
        }
    }

    private void checkDeclarations(String source) {
        JavacTask task =
                (JavacTask)
                        COMPILER.getTask(
                                null,
                                FILES,
                                diagnostic -> {},
                                List.of("-proc:none"),
                                null,
                                List.of(new Source(name, source)));
        try {
            SourcePositions positions = Trees.instance(task).getSourcePositions();
            for (CompilationUnitTree unit : task.parse()) {
                new Declarations(unit, positions).scan(unit, null);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void add(long line, String what) {
        violations.add(name + ":" + line + ": " + what);
    }

    /// A file in memory, as javac wants it.
    private static final class Source extends SimpleJavaFileObject {
        private final String source;

        Source(String name, String source) {
            super(URI.create("string:///" + name), JavaFileObject.Kind.SOURCE);
            this.source = source;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return source;
        }
    }

    /// Walks the types and methods of one file.
    private final class Declarations extends TreeScanner<Void, @Nullable ClassTree> {
        private final CompilationUnitTree unit;
        private final SourcePositions positions;

        Declarations(CompilationUnitTree unit, SourcePositions positions) {
            this.unit = unit;
            this.positions = positions;
        }

        @Override
        public Void visitClass(ClassTree type, @Nullable ClassTree outer) {
            long start = firstLine(type);
            long count = lastLine(type) - start + 1;
            if (product && count > MAX_TYPE_LINES) {
                add(start, type.getSimpleName() + " has " + count + " lines, at most 300");
            }
            boolean described = start > 1 && lines.get((int) start - 2).strip().startsWith("///");
            boolean named = !type.getSimpleName().isEmpty();
            if (product && named && isPublic(type, outer) && !described) {
                add(start, "public " + type.getSimpleName() + " has no /// Javadoc");
            }
            return super.visitClass(type, type);
        }

        @Override
        public Void visitMethod(MethodTree method, @Nullable ClassTree type) {
            long start = firstLine(method);
            long count = lastLine(method) - start + 1;
            if (product && count > MAX_METHOD_LINES) {
                add(start, method.getName() + " has " + count + " lines, at most 60");
            }
            int parameters = method.getParameters().size();
            if (product
                    && parameters > MAX_PARAMETERS
                    && !bundlesValues(method, type)
                    && !isDecidedElsewhere(method)) {
                add(start, method.getName() + " has " + parameters + " parameters, at most 5");
            }
            // Types in a method's body are nobody's members.
            return super.visitMethod(method, null);
        }

        @Override
        public Void visitNewClass(NewClassTree made, @Nullable ClassTree type) {
            checkMaking(made.getIdentifier());
            return super.visitNewClass(made, type);
        }

        @Override
        public Void visitMemberReference(MemberReferenceTree reference, @Nullable ClassTree type) {
            if (reference.getMode() == MemberReferenceTree.ReferenceMode.NEW) {
                checkMaking(reference.getQualifierExpression());
            }
            return super.visitMemberReference(reference, type);
        }

        private void checkMaking(Tree made) {
            String full = made.toString();
            String simple = full.substring(full.lastIndexOf('.') + 1);
            if (NODES.contains(simple) && !name.startsWith(ASSEMBLY)) {
                add(firstLine(made), "makes an " + simple + ", and only network makes nodes");
            }
        }

        /// What overrides has the parameters that it has there, which may be a library.
        private static boolean isDecidedElsewhere(MethodTree method) {
            return method.getModifiers().getAnnotations().stream()
                    .anyMatch(each -> each.getAnnotationType().toString().equals("Override"));
        }

        /// A record is the cure for long parameter lists, so its own constructor may have one; and
        /// so may the constructor of a `…Config`.
        private static boolean bundlesValues(MethodTree method, @Nullable ClassTree type) {
            boolean constructor = method.getReturnType() == null;
            return constructor
                    && type != null
                    && (type.getKind() == Tree.Kind.RECORD
                            || type.getSimpleName().toString().endsWith("Config"));
        }

        private static boolean isPublic(ClassTree type, @Nullable ClassTree outer) {
            return type.getModifiers().getFlags().contains(Modifier.PUBLIC)
                    || (outer != null
                            && outer.getKind() == Tree.Kind.INTERFACE
                            && outer.getModifiers().getFlags().contains(Modifier.PUBLIC));
        }

        private long firstLine(Tree tree) {
            return unit.getLineMap().getLineNumber(positions.getStartPosition(unit, tree));
        }

        private long lastLine(Tree tree) {
            return unit.getLineMap().getLineNumber(positions.getEndPosition(unit, tree));
        }
    }
}
