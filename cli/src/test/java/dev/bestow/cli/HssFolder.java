package dev.bestow.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// An HSS's configuration in a folder, and command lines run against it in this process.
final class HssFolder {
    /// TS 35.207 test set 1.
    static final String K = "465b5ce8b199b49faa5f0a2ee238a6bc";

    static final String OPC = "cd63cb71954a9f4e48a5994e37a02baf";
    static final String IMSI = "001010000000001";

    static final String CONFIGURATION =
            """
            node: hss
            identity: {host: hss.epc.example.net, realm: epc.example.net}
            diameter: {listen: 127.0.0.1:0}
            store: {path: data/hss}
            masterKey: keys/hss.key
            policy: {scef: scef.epc.example.net, applicationServers: [as.example.net]}
            """;

    final Path folder;

    /// What the last command line printed.
    String out = "";

    /// What it complained about.
    String err = "";

    HssFolder(Path folder) throws IOException {
        this.folder = folder;
        configure(CONFIGURATION);
    }

    void configure(String yaml) throws IOException {
        write("hss.yaml", yaml);
    }

    Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    Path masterKey() {
        return folder.resolve("keys/hss.key");
    }

    /// Runs a command line with `--config` of this folder, and returns its exit status.
    int run(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--config", folder.resolve("hss.yaml").toString()));
        return runPlain(all.toArray(String[]::new));
    }

    /// Runs a command line as it stands.
    int runPlain(String... arguments) {
        StringWriter printed = new StringWriter();
        StringWriter complained = new StringWriter();
        int status =
                Main.run(
                        new PrintWriter(printed, true),
                        new PrintWriter(complained, true),
                        arguments);
        out = printed.toString();
        err = complained.toString();
        return status;
    }
}
