package dev.bestow.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;

/// The launcher on other people's machines: real shell, real JVM, in folders and environments that it meets there.
/// What the folder `package` holds is what is shipped: `bin/bestow`, `lib` (one jar, whose manifest names the
/// classes of this build), and a class cache, here one that fits no Java.
class LauncherTest {
    private static final Path LAUNCHER = SourceTree.root().resolve("bestow");
    private static final long PATIENCE_SECONDS = 180;

    private @TempDir Path folder = Path.of("");

    private record Ended(int status, String output) {}

    @BeforeEach
    void pack() throws IOException {
        Path bin = Files.createDirectories(folder.resolve("package/bin"));
        Path lib = Files.createDirectories(folder.resolve("package/lib"));
        Files.copy(LAUNCHER, bin.resolve("bestow"), StandardCopyOption.COPY_ATTRIBUTES);
        Files.writeString(folder.resolve("package/bestow.aot"), "a cache of another Java");
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, classPath());
        try (OutputStream jar = Files.newOutputStream(lib.resolve("bestow.jar"))) {
            new JarOutputStream(jar, manifest).close();
        }
    }

    private static String classPath() {
        return Arrays.stream(NodeProcesses.classPath().split(":"))
                .map(Path::of)
                .map(Path::toUri)
                .map(URI::toString)
                .collect(Collectors.joining(" "));
    }

    /// Runs `script` in the folder; `$JAVA_HOME` is the one of this JVM.
    private Ended sh(String script) throws IOException, InterruptedException {
        Path output = folder.resolve("output");
        ProcessBuilder builder =
                new ProcessBuilder("sh", "-euc", script)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile());
        builder.environment()
                .put("JAVA_HOME", Objects.requireNonNull(System.getProperty("java.home")));
        Process process = builder.start();
        try {
            assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        return new Ended(process.exitValue(), SourceTree.read(output));
    }

    private void expectVersion(String script) throws IOException, InterruptedException {
        Ended ended = sh(script);
        assertThat(ended.status()).as(ended.output()).isZero();
        assertThat(ended.output().lines().toList())
                .hasSize(2)
                .first()
                .asString()
                .startsWith("bestow ");
    }

    @Test
    void startsWhereItStands() throws Exception {
        expectVersion("exec package/bin/bestow --version");
    }

    /// As `printf` takes them, since a JVM in the POSIX locale cannot name them all.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "My Projects",
                " ",
                "a\\tb",
                "a\\nb",
                "a\\n",
                "\\\"quoted\\\"",
                "it'\\''s",
                "[ab]*?",
                "50%%p",
                "$HOME",
                "-n",
                "semi;colon&",
                "comma,",
                "back\\\\slash"
            })
    void startsBelowAFolderOfAnyName(String name) throws Exception {
        String odd = "odd=$(printf -- '" + name + ".'); odd=${odd%.}; mkdir -- \"./$odd\"; ";
        expectVersion(odd + "cp -Rp package \"./$odd/p\"; exec \"./$odd/p/bin/bestow\" --version");
    }

    @Test
    void aCloneStartsBelowAFolderWithABlank() throws Exception {
        expectVersion(
                """
                mkdir -p 'My Projects/bestow/cli/target/bestow'; cd 'My Projects/bestow'
                echo '<project/>' >pom.xml; touch mvnw; cp -p ../../package/bin/bestow .
                cp -Rp ../../package/lib ../../package/bestow.aot cli/target/bestow
                echo 2099-01-01T00:00:00Z >cli/target/bestow/built
                cd ..; exec bestow/bestow --version
                """);
    }

    @Test
    void aColonInThePathIsToldInOneLine() throws Exception {
        Ended ended = sh("cp -Rp package a:b; exec a:b/bin/bestow --version");
        assertThat(ended.status()).isEqualTo(1);
        assertThat(ended.output())
                .startsWith("bestow: Java takes no ':' in the name of the folder")
                .contains("/a:b/")
                .hasLineCount(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"LC_ALL=C", "LC_ALL=POSIX", "LC_ALL=xx_XX.UTF-8", "-u LANG -u LC_ALL"})
    void namesBeyondAsciiAreTakenInAnyLocale(String locale) throws Exception {
        String odd = "odd=$(printf 'z\\303\\244hler'); cp -Rp package \"$odd\"; ";
        expectVersion(odd + "exec env -u LC_CTYPE " + locale + " \"$odd/bin/bestow\" --version");
        Ended asked =
                sh(
                        "odd=$(printf 'h\\303\\266me'); exec env -u LC_CTYPE "
                                + locale
                                + " package/bin/bestow hss --config \"$odd.yaml\"");
        assertThat(asked.status()).as(asked.output()).isEqualTo(2);
        assertThat(asked.output()).contains("h\u00f6me.yaml").doesNotContain("Exception");
    }

    @ParameterizedTest
    @ValueSource(strings = {"p/bin/bestow", "bestow", "./via"})
    void cdpathChangesNothing(String launcher) throws Exception {
        expectVersion(
                """
                mkdir -p other/p/bin; ln -s package p; ln -s p/bin/bestow via
                export CDPATH=".:$PWD/other:$PWD" PATH="$PWD/p/bin:$PATH" LAUNCHER="%s"
                exec "$LAUNCHER" --version
                """
                        .formatted(launcher));
    }

    @Test
    void startsThroughLinksOfLinks() throws Exception {
        expectVersion(
                """
                mkdir -p 'links of' etc; ln -s ../package/bin/bestow 'links of/one'
                ln -s "$PWD/links of/one" etc/two; ln -s two etc/bestow; cd etc; exec ./bestow --version
                """);
    }

    @Test
    void startsWithoutHomeAndWithAnEmptyEnvironment() throws Exception {
        expectVersion("exec env -u HOME package/bin/bestow --version");
        expectVersion(
                "exec env -i PATH=/usr/bin:/bin JAVA_HOME=\"$JAVA_HOME\" package/bin/bestow"
                        + " --version");
    }

    @Test
    void optionsForJavaAreWordsAndNoPatterns() throws Exception {
        expectVersion(
                "touch -- -Dx=1 -Dx=2; BESTOW_JAVA_OPTS='-Xmx64m -Dx=*' exec package/bin/bestow"
                        + " --version");
    }

    @Test
    void theExampleOfFiveProcessesIsFoundWhateverCdpathSays() throws Exception {
        Path shipped = SourceTree.root().resolve("examples/five-processes/run.sh");
        Files.createDirectories(folder.resolve("clone/examples/five-processes"));
        Files.copy(shipped, folder.resolve("clone/examples/five-processes/run.sh"));
        Ended ended =
                sh(
                        """
                        mkdir -p other/examples/five-processes clone/b
                        printf '#!/bin/sh\\necho "$PWD: $*"; exit 7\\n' >clone/b/say; chmod +x clone/b/say
                        cd clone; export CDPATH=".:$PWD/../other" BESTOW=b/say
                        exec sh examples/five-processes/run.sh
                        """);
        assertThat(ended.output()).startsWith(folder.resolve("clone").toRealPath() + ": keys");
        assertThat(ended.status()).isEqualTo(7);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--help",
                "--version",
                "aka derive --list",
                "aka vector --keys card.yaml --sqn 000000000020 --amf 8000 --json",
                "keys test-certificates tls as.example.net",
                "subscriber show 001010000000001 --config hss.yaml"
            })
    void aFullStandardOutputIsToldWhateverTheVerb(String arguments) throws Exception {
        Files.writeString(
                folder.resolve("card.yaml"),
                """
                k: 465b5ce8b199b49faa5f0a2ee238a6bc
                opc: cd63cb71954a9f4e48a5994e37a02baf
                """);
        Files.writeString(
                folder.resolve("cards.csv"),
                """
                IMSI,Ki,OPC
                001010000000001,465b5ce8b199b49faa5f0a2ee238a6bc,cd63cb71954a9f4e48a5994e37a02baf
                """);
        Files.writeString(
                folder.resolve("hss.yaml"),
                """
                node: hss
                diameter: {listen: 127.0.0.1:0}
                identity: {host: hss.example.net, realm: example.net}
                store: {path: data/hss}
                policy: {scef: scef.example.net, applicationServers: [as.example.net]}
                """);
        String before =
                arguments.startsWith("subscriber")
                        ? "package/bin/bestow provision cards.csv --config hss.yaml >provisioned; "
                        : "";
        Ended ended = sh(before + "exec package/bin/bestow " + arguments + " >/dev/full");
        assertThat(ended.output()).isEqualTo("bestow: standard output: No space left on device\n");
        assertThat(ended.status()).isEqualTo(3);
    }
}
