package dev.bestow.aka.cards;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// The columns that are read.
public enum Column {
    IMSI,
    K,
    OPC,
    OP,
    /// OP or OPc, as [#OP_TYPE] says.
    OP_OR_OPC,
    OP_TYPE,
    AMF,
    SQN,
    ALGORITHM,
    PROFILE,
    APN,
    MSISDN,
    AMBR_UPLINK,
    AMBR_DOWNLINK,
    ACCESS_RESTRICTIONS,
    APPLICATION_IDENTITIES;

    /// Those about the subscription and not the card.
    static final Set<Column> OF_SUBSCRIPTION =
            Collections.unmodifiableSet(EnumSet.range(PROFILE, APPLICATION_IDENTITIES));

    /// Longer than any name and shorter than any key: what is no name does not become a String.
    private static final int MAX_NAME_CHARS = 24;

    /// The column a header cell names, if it is one of these, under every name met in the field. Case,
    /// blanks and punctuation do not count.
    static Optional<Column> named(CharSequence cell) {
        if (cell.length() > MAX_NAME_CHARS) {
            return Optional.empty();
        }
        String name = cell.toString().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
        return switch (name) {
            case "imsi" -> Optional.of(IMSI);
            case "ki", "k", "key" -> Optional.of(K);
            case "opc", "topc" -> Optional.of(OPC);
            case "op", "top" -> Optional.of(OP);
            case "opopc" -> Optional.of(OP_OR_OPC);
            case "optype" -> Optional.of(OP_TYPE);
            case "amf" -> Optional.of(AMF);
            case "sqn" -> Optional.of(SQN);
            case "algorithm", "algo", "auth", "authalgorithm" -> Optional.of(ALGORITHM);
            case "profile" -> Optional.of(PROFILE);
            case "apn" -> Optional.of(APN);
            case "msisdn" -> Optional.of(MSISDN);
            case "ambrul" -> Optional.of(AMBR_UPLINK);
            case "ambrdl" -> Optional.of(AMBR_DOWNLINK);
            case "accessrestrictions" -> Optional.of(ACCESS_RESTRICTIONS);
            case "applicationidentities" -> Optional.of(APPLICATION_IDENTITIES);
            default -> Optional.empty();
        };
    }
}
