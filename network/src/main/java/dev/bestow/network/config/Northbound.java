package dev.bestow.network.config;

import dev.bestow.core.InvalidValue;
import dev.bestow.link.token.TokenRules;
import dev.bestow.network.audit.AuditLimits;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.nio.file.Path;

/// Where a key server serves its endpoints.
///
/// @param listen where it waits
/// @param audit how much it keeps of what left
/// @param tokens which tokens of endpoints it takes beside their certificates; none when absent
public record Northbound(Endpoint listen, @Default("") Audit audit, @Nullable Tokens tokens) {
    /// All else as it is by default.
    public Northbound(Endpoint listen) {
        this(listen, Audit.DEFAULT, null);
    }

    /// Of the audit log, a folder of files beside the node's data.
    ///
    /// @param fileMegabytes a file that is as large gets no more lines
    /// @param keptDays files of earlier days are removed
    public record Audit(@Default("64") int fileMegabytes, @Default("400") int keptDays) {
        /// 64 MB are a few hundred thousand keys; 400 days are more than a year.
        public static final Audit DEFAULT = new Audit(64, 400);

        private static final long OCTETS_PER_MEGABYTE = 1_000_000;
        private static final int MOST_MEGABYTES = 1_000_000;
        private static final int MOST_DAYS = 36_500;

        public Audit {
            require("http.audit.fileMegabytes", fileMegabytes, MOST_MEGABYTES);
            require("http.audit.keptDays", keptDays, MOST_DAYS);
        }

        private static void require(String key, int value, int most) {
            if (value < 1 || value > most) {
                throw new InvalidValue(key, "needs 1 to " + most);
            }
        }

        /// As the log wants them.
        public AuditLimits limits() {
            return new AuditLimits(fileMegabytes * OCTETS_PER_MEGABYTE, keptDays);
        }
    }

    /// OAuth 2.0 access tokens of an issuer. One of `jwksFile` and `jwksUrl` is there.
    ///
    /// @param issuer `iss` of its tokens
    /// @param audience one of `aud`; absent where the issuer names none
    /// @param jwksFile its public keys, a JWK set that whoever rotates them replaces
    /// @param jwksUrl where they are, with a certificate of an authority of `tls.ca`
    /// @param leewaySeconds by how much its clock may be apart from ours
    /// @param bearer takes tokens that are bound to no certificate
    public record Tokens(
            String issuer,
            @Nullable String audience,
            @Nullable Path jwksFile,
            @Nullable URI jwksUrl,
            @Default("30") int leewaySeconds,
            @Default("false") boolean bearer) {
        public Tokens {
            if (jwksFile == null == (jwksUrl == null)) {
                throw new InvalidValue("http.tokens", "needs jwksFile or jwksUrl, and one of them");
            }
        }

        /// Which tokens are believed.
        public TokenRules rules() {
            return new TokenRules(issuer, audience, leewaySeconds, bearer);
        }
    }
}
