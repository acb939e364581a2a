package dev.bestow.cli.aka;

import dev.bestow.cli.aka.check.VectorFile;
import dev.bestow.cli.aka.check.Verdict;
import dev.bestow.cli.machine.ExitStatus;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

/// `bestow aka check FILE...`
@Command(
        name = "check",
        description = {
            "Computes the sets of vector files again, and tells where the figures differ.",
            "",
            "A file is a JSON object that names its `algorithm` and lists `vectors`, or one that"
                + " lists `steps` of the KDF, as those of Bestow's conformance tests are. A failing"
                + " set is told with file, set, field, and both figures."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:every set of every file gives its figures",
            "1:a set fails, or a file holds nothing that is understood",
            "2:a file cannot be read"
        },
        footerHeading = "%nExample:%n",
        footer = "  bestow aka check conformance/src/test/resources/vectors/milenage_3520*.json")
final class CheckCommand implements Callable<Integer> {
    @Parameters(index = "0..*", arity = "1..*", paramLabel = "FILE", description = "Vector files.")
    private List<Path> files = List.of();

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        List<VectorFile> read = files.stream().map(VectorFile::read).toList();
        int sets = 0;
        int failed = 0;
        boolean understood = true;
        PrintWriter out = spec.commandLine().getOut();
        for (VectorFile file : read) {
            switch (file.check()) {
                case Verdict.Checked checked -> {
                    checked.findings().forEach(out::println);
                    sets += checked.sets();
                    failed += checked.failed();
                }
                case Verdict.NotUnderstood(String reason) -> {
                    spec.commandLine().getErr().println("bestow: " + reason);
                    understood = false;
                }
            }
        }
        out.printf("%d files, %d sets, %d failed%n", read.size(), sets, failed);
        return failed == 0 && understood ? ExitStatus.OK : ExitStatus.FAILED;
    }
}
