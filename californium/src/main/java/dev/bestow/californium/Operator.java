package dev.bestow.californium;

import dev.bestow.core.AsId;
import dev.bestow.keys.solution.Solution;
import dev.bestow.keys.solution.SolutionTable;

import java.net.URI;
import java.nio.file.Path;

/// The operator's northbound interface, and who this server is to it.
///
/// @param url of the key server, `https://…`
/// @param server the name under which the operator and devices know this server; its certificate names it
/// @param row of the solutions table that serves it; devices are set to the same one
/// @param certificate PEM, with what it takes to the authority
/// @param key PEM, PKCS#8, for its owner only
/// @param authorities PEM, of the operator
public record Operator(
        URI url, AsId server, Solution row, Path certificate, Path key, Path authorities) {
    /// The row by its name, `12` say.
    ///
    /// @throws dev.bestow.core.InvalidValue naming what is wrong with it
    public static Operator of(
            String url, String server, String solution, Path certificate, Path key)
            throws IllegalArgumentException {
        Path folder = certificate.toAbsolutePath().getParent();
        return new Operator(
                URI.create(url),
                new AsId(server),
                SolutionTable.named(solution),
                certificate,
                key,
                folder == null ? Path.of("ca.crt") : folder.resolve("ca.crt"));
    }
}
