package dev.bestow.cli;

import dev.bestow.cli.machine.ExitStatus;
import dev.bestow.core.AsId;
import dev.bestow.keys.hpke.EndpointPrivateKey;
import dev.bestow.keys.hpke.Kem;
import dev.bestow.network.machine.SystemEntropy;
import dev.bestow.network.store.EndpointKeyFiles;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/// `bestow keys endpoint DIR AS_ID`
@Command(
        name = "endpoint",
        description = {
            "Makes the key pair of an application server or security endpoint for the certificate"
                    + " form of Ua (TR 33.863 clause 6.11.2.2.2.1).",
            "",
            "Devices encrypt the random part of each session's key for it, so that an operator who"
                    + " only listens cannot read their reports, though it hands out the key."
                    + " The private file is for the endpoint alone; the public file configures its"
                    + " devices, and must reach them on a way that nobody can tamper with."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:both files are written", "2:one is there already, or cannot be written"},
        footerHeading = "%nExample:%n",
        footer = {
            "  bestow keys endpoint keys as.example.net",
            "      writes keys/as.example.net.ua-key and keys/as.example.net.ua-public;",
            "      server:  ua: {listen: 0.0.0.0:5700,",
            "                    certificateKeys: [keys/as.example.net.ua-key]}",
            "      devices: ua: {connect: as.example.net:5700, form: certificate,",
            "                    certificate: keys/as.example.net.ua-public}"
        })
final class EndpointKeyCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "DIR", description = "Where the files go.")
    private Path folder = Path.of("");

    @Parameters(
            index = "1",
            paramLabel = "AS_ID",
            description =
                    "Name of the endpoint as its configuration has it: an FQDN in lower case.")
    private String endpoint = "";

    @Option(
            names = "--hybrid",
            description =
                    "X25519 together with ML-KEM-768, so that a quantum computer does not open what"
                            + " is recorded today. The first message of a session then takes 1182"
                            + " octets more than its report, instead of 94.")
    private boolean hybrid;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        AsId name = AsId.parse(endpoint);
        EndpointKeyFiles files = EndpointKeyFiles.in(folder, name);
        Kem kem = hybrid ? Kem.X25519_ML_KEM_768 : Kem.X25519;
        try (EndpointPrivateKey key = EndpointPrivateKey.fresh(kem, new SystemEntropy())) {
            files.write(name, key);
        }
        spec.commandLine().getOut().println(files.privateKey());
        spec.commandLine().getOut().println(files.publicKey());
        return ExitStatus.OK;
    }
}
