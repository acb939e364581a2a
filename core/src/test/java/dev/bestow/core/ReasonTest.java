package dev.bestow.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnknownHostException;
import java.nio.charset.MalformedInputException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.util.stream.Stream;

import javax.net.ssl.SSLHandshakeException;

class ReasonTest {
    @Test
    void namesTheFileAndWhatIsTheMatterWithIt(@TempDir Path folder) throws IOException {
        Path missing = folder.resolve("hss.yaml");
        Path file = Files.createFile(folder.resolve("file"));
        assertThat(Reason.of(failure(() -> Files.readString(missing))))
                .isEqualTo("no such file: " + missing);
        assertThat(Reason.of(failure(() -> Files.createDirectory(file))))
                .isEqualTo("there is one of that name: " + file);
        assertThat(Reason.of(failure(() -> entries(file)))).isEqualTo("not a folder: " + file);
        assertThat(Reason.of(failure(() -> Files.delete(folder))))
                .isEqualTo("the folder is not empty: " + folder);
        assertThat(Reason.of(failure(() -> Files.createFile(file.resolve("below")))))
                .isEqualTo("Not a directory: " + file.resolve("below"));
        assertThat(Reason.of(new FileSystemException("f"))).isEqualTo("denied: f");
    }

    @Test
    void neverShowsTheNameOfAnException() {
        IOException cause = new UnknownHostException("no-such-host.invalid");
        for (Exception failure :
                new Exception[] {
                    cause,
                    new IOException(cause),
                    new IOException(null, cause),
                    new IOException(),
                    new UncheckedIOException(cause),
                    new UncheckedIOException("cannot connect", cause),
                    new EOFException(),
                    new MalformedInputException(1),
                    new UnsupportedOperationException()
                }) {
            assertThat(Reason.of(failure)).doesNotContain("Exception", "null").isNotBlank();
        }
        assertThat(Reason.of(new UncheckedIOException("cannot connect", cause)))
                .isEqualTo("cannot connect: no such host: no-such-host.invalid");
    }

    @Test
    void takesTheNamesOutOfWhatTlsSays() {
        var path = new CertPathBuilderException("no path to a trusted certificate");
        var validator = new CertificateException("path building failed: " + path, path);
        assertThat(
                        Reason.of(
                                new SSLHandshakeException(
                                        "(unknown_ca) " + validator.getMessage(), validator)))
                .isEqualTo("(unknown_ca) path building failed: no path to a trusted certificate");
    }

    @Test
    void whatIsABugIsShownAsOne() {
        assertThat(Reason.of(new IllegalStateException("two of one")))
                .isEqualTo("java.lang.IllegalStateException: two of one");
    }

    private static long entries(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.count();
        }
    }

    private static IOException failure(Io io) {
        try {
            io.run();
        } catch (IOException e) {
            return e;
        }
        throw new AssertionError("it was done");
    }

    private interface Io {
        void run() throws IOException;
    }
}
