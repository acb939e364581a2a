package dev.bestow.cli.aka.derived;

import dev.bestow.core.Octets;
import dev.bestow.core.PlmnId;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How an input is written by people, and how the KDF takes it.
enum Form {
    /// Hex, a key: never taken from a command line.
    KEY("hex, a key"),
    /// Hex.
    HEX("hex"),
    /// Unsigned, big-endian in the KDF.
    NUMBER("decimal, or hex after 0x"),
    /// ASCII.
    TEXT("text"),
    /// `001/01`, 3 octets in the KDF.
    PLMN("MCC/MNC"),
    /// `001/01`, in the KDF the network name that 5G makes of it.
    NETWORK("MCC/MNC"),
    /// `as.example.net/0100000002`, without the stroke in the KDF.
    NAF("FQDN/Ua protocol id of 10 hex digits");

    private static final Pattern NETWORK_NAME =
            Pattern.compile("5G:mnc(\\d{3})\\.mcc(\\d{3})\\.3gppnetwork\\.org");

    private static final int PROTOCOL_OCTETS = 5;

    private final String writing;

    Form(String writing) {
        this.writing = writing;
    }

    String writing() {
        return writing;
    }

    /// What people would write for a parameter of the KDF; nothing when it cannot be one of this form.
    Optional<String> written(Octets parameter) {
        return switch (this) {
            case KEY, HEX -> Optional.of(parameter.hex());
            case NUMBER ->
                    Optional.of("0x" + parameter.hex())
                            .filter(_ -> parameter.length() > 0 && parameter.length() <= 4);
            case TEXT -> Optional.of(ascii(parameter)).filter(Form::isAscii);
            case PLMN ->
                    Optional.of(parameter)
                            .filter(octets -> octets.length() == PlmnId.OCTETS)
                            .map(octets -> PlmnId.decode(octets).toString());
            case NETWORK -> plmnOf(ascii(parameter));
            case NAF -> naf(parameter);
        };
    }

    private static String ascii(Octets parameter) {
        return new String(parameter.toArray(), StandardCharsets.US_ASCII);
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c >= ' ' && c < 0x7f);
    }

    /// The name has room for three digits only, so `01` and `001` read the same.
    private static Optional<String> plmnOf(String networkName) {
        Matcher name = NETWORK_NAME.matcher(networkName);
        return name.matches() ? Optional.of(name.group(2) + "/" + name.group(1)) : Optional.empty();
    }

    private static Optional<String> naf(Octets parameter) {
        int fqdnOctets = parameter.length() - PROTOCOL_OCTETS;
        if (fqdnOctets < 1) {
            return Optional.empty();
        }
        Octets protocol = parameter.slice(fqdnOctets, PROTOCOL_OCTETS);
        return Optional.of(ascii(parameter.slice(0, fqdnOctets)) + "/" + protocol.hex());
    }
}
