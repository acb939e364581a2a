package dev.bestow.conformance;

import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import com.google.googlejavaformat.java.JavaFormatterOptions;

import java.nio.file.Path;

/// The layout of every .java file: google-java-format, AOSP style. Javadoc keeps the line breaks of
/// its author, since the bit drawings are ours. Run as a program it rewrites the tree; CONTRIBUTING
/// names the command.
final class Format {
    private static final Formatter FORMATTER =
            new Formatter(
                    JavaFormatterOptions.builder()
                            .style(JavaFormatterOptions.Style.AOSP)
                            .formatJavadoc(false)
                            .build());

    private Format() {}

    static String format(String source) throws FormatterException {
        return FORMATTER.formatSourceAndFixImports(source);
    }

    static void main() throws FormatterException {
        int changed = 0;
        for (Path file : SourceTree.javaFiles()) {
            String source = SourceTree.read(file);
            String formatted = format(source);
            if (!formatted.equals(source)) {
                SourceTree.write(file, formatted);
                System.out.println("formatted " + SourceTree.name(file));
                changed++;
            }
        }
        System.out.println(changed + " files changed");
    }
}
