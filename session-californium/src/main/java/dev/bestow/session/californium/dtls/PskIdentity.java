package dev.bestow.session.californium.dtls;

import dev.bestow.core.ApplicationIdentity;
import dev.bestow.core.Eksi;
import dev.bestow.core.Guti;
import dev.bestow.core.InvalidValue;
import dev.bestow.core.Octets;
import dev.bestow.core.Rand;
import dev.bestow.core.RandId;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// PSK identity of a TLS or DTLS handshake (RFC 4279 clause 2): names the key, and in one form the user too. Printable
/// ASCII. The two forms of our own have at most 32 octets, since stacks of small devices stop there:
///
/// ```
/// b1.2a99dfa5             RAND id, 8 hex digits
/// b1.2a99dfa5.meter-7     RAND id, application identity of 1 to 20 octets
/// b2.00f110800112c0de00013    GUTI, 20 hex digits, eKSI, 1 digit
/// 3GPP-bootstrapping;MTIzNDU2Nzg5MDEyMzQ1Ng==@bsf.example.net      B-TID: RAND and BSF (TS 24.109 clause 5.3)
/// 3GPP-AKMA;0123.abcd@example.net                                  A-KID (TS 33.535 clause B.1.3)
/// ```
///
/// Each identity has one spelling: hex is lower case, base64 padded.
public sealed interface PskIdentity {
    /// Of the forms of our own.
    int MAX_OCTETS = 32;

    /// Of all forms: RFC 4279 clause 5.3 asks servers for 128.
    int MAX_3GPP_OCTETS = 128;

    /// The application identity in `b1.`, 1 to 20 octets.
    int MAX_USER_OCTETS = 20;

    /// By the AKA run, and whose key of that name it is.
    ///
    /// @param user printable ASCII of 1 to 20 octets, or null: whoever has the only key of that name
    record ByRand(RandId randId, @Nullable ApplicationIdentity user) implements PskIdentity {
        public ByRand {
            if (user != null && !USER.matcher(user.text()).matches()) {
                throw new InvalidValue(
                        "application identity",
                        "needs 1 to 20 printable ASCII characters in a PSK identity");
            }
        }
    }

    /// By temporary identity and key set.
    record ByGuti(Guti guti, Eksi eksi) implements PskIdentity {}

    /// By the whole RAND, in the form of GBA.
    ///
    /// Deviation: TS 33.220 has the RAND of a bootstrapping run here; in Bestow it is the RAND of the AKA run that the
    /// key came from.
    ///
    /// @param bsf the domain behind `@`; kept and not compared, since the key server is configured
    record Bootstrapped(Rand rand, String bsf) implements PskIdentity {}

    /// By the key identifier of AKMA. Read, so that the refusal can say so: no key of EPS has one.
    ///
    /// Deviation: TS 33.535 clause B.1.3 does not print what stands between prefix and A-KID; here it is the `;` of
    /// TS 24.109.
    record Akma(String aKid) implements PskIdentity {}

    /// What octets of a peer came to.
    sealed interface Reading {
        record Read(PskIdentity identity) implements Reading {}

        /// `field` and `reason` as in [InvalidValue].
        record Malformed(String field, String reason) implements Reading {}
    }

    /// Printable ASCII, space left out: it would get lost in configurations.
    Pattern USER = Pattern.compile("[!-~]{1,20}");

    Pattern BY_RAND = Pattern.compile("b1\\.([0-9a-f]{8})(?:\\.([!-~]{1,20}))?");
    Pattern BY_GUTI = Pattern.compile("b2\\.([0-9a-f]{20})([0-6])");
    Pattern BOOTSTRAPPED =
            Pattern.compile("3GPP-bootstrapping;([A-Za-z0-9+/]{22}==)@([a-z0-9.-]+)");
    Pattern AKMA = Pattern.compile("3GPP-AKMA;([!-?A-~]+@[a-z0-9.-]+)");

    /// Reads what a peer sent. Never throws.
    static Reading decode(byte[] octets) {
        if (octets.length > MAX_3GPP_OCTETS) {
            return new Reading.Malformed(
                    "PSK identity", "has " + octets.length + " octets, at most 128");
        }
        for (byte octet : octets) {
            if (octet < '!' || octet > '~') {
                return new Reading.Malformed(
                        "PSK identity", "holds an octet that is not printable ASCII");
            }
        }
        try {
            return new Reading.Read(parse(new String(octets, StandardCharsets.US_ASCII)));
        } catch (InvalidValue malformed) {
            return new Reading.Malformed(malformed.field(), malformed.reason());
        }
    }

    /// As [#text()] writes it.
    ///
    /// @throws InvalidValue for everything else
    static PskIdentity parse(String text) {
        Matcher byRand = BY_RAND.matcher(text);
        if (byRand.matches()) {
            String user = byRand.group(2);
            return new ByRand(
                    RandId.parse(byRand.group(1)),
                    user == null ? null : new ApplicationIdentity(user));
        }
        Matcher byGuti = BY_GUTI.matcher(text);
        if (byGuti.matches()) {
            return new ByGuti(
                    Guti.parse(byGuti.group(1)), new Eksi(Integer.parseInt(byGuti.group(2))));
        }
        Matcher bootstrapped = BOOTSTRAPPED.matcher(text);
        if (bootstrapped.matches()) {
            byte[] rand = Base64.getDecoder().decode(bootstrapped.group(1));
            var identity = new Bootstrapped(new Rand(Octets.copyOf(rand)), bootstrapped.group(2));
            if (identity.text().equals(text)) {
                return identity;
            }
        }
        Matcher akma = AKMA.matcher(text);
        if (akma.matches()) {
            return new Akma(akma.group(1));
        }
        throw new InvalidValue(
                "PSK identity", "has none of the forms b1.RANDID, b1.RANDID.USER, b2.GUTIeKSI");
    }

    /// As it travels, in ASCII.
    default String text() {
        return switch (this) {
            case ByRand(RandId randId, ApplicationIdentity user) ->
                    "b1." + randId + (user == null ? "" : "." + user);
            case ByGuti(Guti guti, Eksi eksi) -> "b2." + guti.encode().hex() + eksi.value();
            case Bootstrapped(Rand rand, String bsf) ->
                    "3GPP-bootstrapping;"
                            + Base64.getEncoder().encodeToString(rand.octets().toArray())
                            + "@"
                            + bsf;
            case Akma(String aKid) -> "3GPP-AKMA;" + aKid;
        };
    }
}
