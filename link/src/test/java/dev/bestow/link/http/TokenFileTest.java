package dev.bestow.link.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestow.core.InvalidValue;
import dev.bestow.link.RealTime;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/// The file that a client's access token is in, and what may become of it.
class TokenFileTest {
    private static final String TOO_LONG = "a".repeat(TokenFile.MAX_OCTETS + 1);

    @TempDir private Path folder;
    private final List<TokenFile> opened = new ArrayList<>();

    @AfterEach
    void close() {
        opened.forEach(TokenFile::close);
    }

    /// As an agent does, which moves the next one into its place.
    private Path write(String content, String rights) throws IOException {
        Path next = Files.writeString(folder.resolve("next"), content);
        Files.setPosixFilePermissions(next, PosixFilePermissions.fromString(rights));
        return Files.move(next, folder.resolve("token"), StandardCopyOption.REPLACE_EXISTING);
    }

    private Path write(String content) throws IOException {
        return write(content, "rw-------");
    }

    private TokenFile open(Path file) {
        TokenFile token = new TokenFile(file, RealTime.ports().clock());
        opened.add(token);
        return token;
    }

    @ParameterizedTest
    @ValueSource(strings = {"eyJ.a-b_c~+/=", "eyJ.a-b_c~+/=\n", "eyJ.a-b_c~+/=\r\n \t"})
    void aLineIsAToken(String content) throws IOException {
        assertThat(open(write(content)).authorization()).isEqualTo("Bearer eyJ.a-b_c~+/=");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "=", "a b", "a\nb", " a", "a=b", "é", "a\u0000", "Bearer a"})
    void whatIsNoTokenIsRefused(String content) throws IOException {
        Path file = write(content);
        assertThatThrownBy(() -> open(file))
                .isInstanceOf(InvalidValue.class)
                .hasMessageStartingWith("http.tokenFile " + file)
                .hasMessageContaining("holds no access token: one line");
    }

    @Test
    void aRefusalDoesNotRepeatWhatTheFileHolds() throws IOException {
        Path file = write("my secret");
        assertThatThrownBy(() -> open(file)).hasMessageNotContaining("secret");
    }

    @Test
    void aTokenHasALongestLength() throws IOException {
        String longest = TOO_LONG.substring(1);
        assertThat(open(write(longest + "\r\n")).authorization()).isEqualTo("Bearer " + longest);
        Path file = write(TOO_LONG);
        assertThatThrownBy(() -> open(file)).hasMessageContaining("is longer than 7168 octets");
    }

    @Test
    void aFileThatIsMissingOrThatOthersCouldReadIsNamed() throws IOException {
        Path missing = folder.resolve("missing");
        assertThatThrownBy(() -> open(missing))
                .isInstanceOf(InvalidValue.class)
                .hasMessageContainingAll("http.tokenFile " + missing, "does not exist");
        Path file = write("secret", "rw-r--r--");
        assertThatThrownBy(() -> open(file))
                .hasMessageContainingAll("has rights rw-r--r--", "chmod 600 " + file);
    }

    @Test
    void aReplacedFileIsTakenAtOnceAndOneRewrittenInPlaceToo() throws IOException {
        TokenFile token = open(write("first"));
        write("other");
        assertThat(token.authorization()).isEqualTo("Bearer other");
        Files.writeString(folder.resolve("token"), "rewritten");
        assertThat(token.authorization()).isEqualTo("Bearer rewritten");
    }

    @Test
    void theTokenBeforeGoesOnWhileTheFileHoldsNone() throws IOException {
        TokenFile token = open(write("first"));
        Path file = write("half a");
        assertThat(token.authorization()).isEqualTo("Bearer first");
        Files.delete(file);
        assertThat(token.authorization()).isEqualTo("Bearer first");
        write("second", "rw-r--r--");
        assertThat(token.authorization()).isEqualTo("Bearer first");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        assertThat(token.authorization()).as("mended").isEqualTo("Bearer second");
    }

    @Test
    void onceClosedItShowsNothing() throws IOException {
        TokenFile token = open(write("first"));
        assertThat(token).hasToString("TokenFile(" + folder.resolve("token") + ")");
        token.close();
        assertThatThrownBy(token::authorization).isInstanceOf(IOException.class);
    }
}
