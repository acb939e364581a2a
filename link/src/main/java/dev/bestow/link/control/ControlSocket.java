package dev.bestow.link.control;

import dev.bestow.core.InvalidValue;

import java.net.UnixDomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// Where a node is asked, and in which form. A Unix-domain socket in the folder of its data, which belongs
/// to the node's user alone:
///
/// ```
/// asker   request                    one line, UTF-8, at most 4,096 octets
/// node    progress                   lines, as many as it likes
///         ok ... or failed ...       the last line
/// ```
public final class ControlSocket {
    /// Its name in the folder.
    public static final String NAME = "control.sock";

    /// How the last line begins when all went well.
    public static final String OK = "ok";

    /// And when it did not.
    public static final String FAILED = "failed";

    /// Longest request, its end included.
    static final int MAX_REQUEST_OCTETS = 4_096;

    /// What `sun_path` of Linux holds besides its terminating zero.
    private static final int MAX_PATH_OCTETS = 107;

    private ControlSocket() {}

    /// The address in `folder`.
    ///
    /// @throws InvalidValue when the system has no room for a path of that length
    static UnixDomainSocketAddress in(Path folder) {
        Path file = folder.resolve(NAME);
        int octets = file.toString().getBytes(StandardCharsets.UTF_8).length;
        if (octets > MAX_PATH_OCTETS) {
            throw new InvalidValue(
                    "store.path",
                    "is too long: "
                            + file
                            + " has "
                            + octets
                            + " octets and the name of a socket at most "
                            + MAX_PATH_OCTETS
                            + "; choose a shorter folder");
        }
        return UnixDomainSocketAddress.of(file);
    }
}
