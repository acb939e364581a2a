package dev.bestow.cli;

import dev.bestow.cli.certificates.CertificateFolder;
import dev.bestow.core.AsId;
import dev.bestow.core.InvalidValue;
import dev.bestow.network.machine.SystemClock;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.nio.file.Path;
import java.util.List;

/// `bestow keys test-certificates DIR NAME...`
@Command(
        name = "test-certificates",
        description = {
            "Makes a certificate and key for each NAME, signed by a test authority.",
            "The authority is made on first use and kept in DIR (ca.crt, ca.key), so names can be"
                    + " added later. Certificates also name localhost and 127.0.0.1, last a year,"
                    + " and are for laboratories only: whoever reads DIR can make more of them."
        },
        mixinStandardHelpOptions = true,
        footerHeading = "%nExample:%n",
        footer = {
            "  bestow keys test-certificates tls scef.example.net as.example.net",
            "      writes tls/scef.example.net.key, tls/scef.example.net.crt, ...;",
            "      in a configuration: tls: {key: tls/scef.example.net.key,",
            "      certificate: tls/scef.example.net.crt, ca: tls/ca.crt}"
        })
final class TestCertificatesCommand implements Runnable {
    @Parameters(index = "0", paramLabel = "DIR", description = "Where the files go.")
    private Path folder = Path.of("");

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "NAME",
            description = "FQDN of a node or AS_ID of an application server, lower case.")
    private List<String> names = List.of();

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        names.forEach(TestCertificatesCommand::requireFqdn);
        CertificateFolder certificates = CertificateFolder.open(folder, new SystemClock());
        for (String name : names) {
            CertificateFolder.TlsFiles files = certificates.issue(name);
            spec.commandLine().getOut().println(files.certificate() + "  " + files.key());
        }
        spec.commandLine().getOut().println(certificates.files(names.getFirst()).ca());
    }

    /// Names become file names and identities: the rule of AS_ID fits both.
    private static void requireFqdn(String name) {
        try {
            AsId.parse(name);
        } catch (InvalidValue e) {
            throw new InvalidValue(name, e.reason());
        }
    }
}
