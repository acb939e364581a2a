package dev.bestow.wire.nas;

import java.util.List;

/// The optional elements of one message, each with the format that says where it ends (TS 24.301 clauses
/// 8.2 and 8.3, TS 24.007 clause 11.2.1.1):
///
/// ```
/// TV 1    1 octet: identifier in the high half, value in the low one
/// TV n    n octets in all; the message and the identifier say how many, nothing on the wire does
/// TLV     one length octet follows the identifier
/// TLV-E   two length octets follow the identifier
/// ```
///
/// An element with no row here, of a later release perhaps, ends where its identifier implies (TS 24.007
/// clause 11.2.4); only for format TV of more than one octet is a row needed.
final class OptionalElements {
    static final OptionalElements NONE = of("");
    static final OptionalElements ATTACH_ACCEPT =
            of(
                    """
                    13 TV 6   location area identification
                    17 TV 2   T3402 value
                    23 TLV    MS identity
                    34 TLV    emergency number list
                    35 TLV    negotiated WUS assistance information
                    36 TLV    negotiated NB-S1 DRX parameter
                    4a TLV    equivalent PLMNs
                    50 TLV    GUTI
                    53 TV 2   EMM cause
                    59 TV 2   T3423 value
                    5e TLV    T3412 extended value
                    64 TLV    EPS network feature support
                    65 TLV    DCN-ID
                    66 TLV    UE radio capability ID
                    6a TLV    T3324 value
                    6b TLV    T3448 value
                    6c TLV    T3447 value
                    6e TLV    extended DRX parameters
                    7a TLV-E  extended emergency number list
                    7c TLV-E  ciphering key data
                    b0 TV 1   UE radio capability ID deletion indication
                    c0 TV 1   network policy
                    d0 TV 1   non-3GPP NW provided policies
                    e0 TV 1   SMS services status
                    f0 TV 1   additional update result
                    """);
    static final OptionalElements ATTACH_REJECT =
            of(
                    """
                    16 TLV    T3402 value
                    5f TLV    T3346 value
                    78 TLV-E  ESM message container
                    a0 TV 1   extended EMM cause
                    """);
    static final OptionalElements ATTACH_REQUEST =
            of(
                    """
                    10 TLV    TMSI based NRI container
                    11 TLV    mobile station classmark 2
                    13 TV 6   old location area identification
                    17 TV 2   additional information requested
                    19 TV 4   old P-TMSI signature
                    20 TLV    mobile station classmark 3
                    31 TLV    MS network capability
                    32 TLV    N1 UE network capability
                    34 TLV    UE radio capability ID availability
                    35 TLV    requested WUS assistance information
                    36 TLV    NB-S1 DRX parameter
                    40 TLV    supported codecs
                    50 TLV    additional GUTI
                    52 TV 6   last visited registered TAI
                    5c TV 3   DRX parameter
                    5d TLV    voice domain preference and UE's usage setting
                    5e TLV    T3412 extended value
                    6a TLV    T3324 value
                    6d TLV    UE status
                    6e TLV    extended DRX parameters
                    6f TLV    UE additional security capability
                    90 TV 1   TMSI status
                    c0 TV 1   MS network feature support
                    d0 TV 1   device properties
                    e0 TV 1   old GUTI type
                    f0 TV 1   additional update type
                    """);
    static final OptionalElements AUTHENTICATION_FAILURE =
            of(
                    """
                    30 TLV    authentication failure parameter
                    """);
    static final OptionalElements CONTROL_PLANE_SERVICE_REQUEST =
            of(
                    """
                    57 TLV    EPS bearer context status
                    67 TLV    NAS message container
                    78 TLV-E  ESM message container
                    d0 TV 1   device properties
                    """);
    static final OptionalElements GUTI_REALLOCATION_COMMAND =
            of(
                    """
                    54 TLV    TAI list
                    65 TLV    DCN-ID
                    66 TLV    UE radio capability ID
                    b0 TV 1   UE radio capability ID deletion indication
                    """);
    static final OptionalElements NETWORK_DETACH_REQUEST =
            of(
                    """
                    53 TV 2   EMM cause
                    """);
    static final OptionalElements SECURITY_MODE_COMMAND =
            of(
                    """
                    37 TLV    UE radio capability ID request
                    4f TLV    HashMME
                    55 TV 5   replayed nonce UE
                    56 TV 5   nonce MME
                    6f TLV    replayed UE additional security capability
                    c0 TV 1   IMEISV request
                    """);
    static final OptionalElements SECURITY_MODE_COMPLETE =
            of(
                    """
                    23 TLV    IMEISV
                    66 TLV    UE radio capability ID
                    79 TLV-E  replayed NAS message container
                    """);
    static final OptionalElements SERVICE_REJECT =
            of(
                    """
                    5b TV 2   T3442 value
                    5f TLV    T3346 value
                    6b TLV    T3448 value
                    """);

    /// Of ACTIVATE DEFAULT EPS BEARER CONTEXT ACCEPT and REJECT.
    static final OptionalElements ACTIVATION_ANSWER =
            of(
                    """
                    27 TLV    protocol configuration options
                    7b TLV-E  extended protocol configuration options
                    """);

    static final OptionalElements ACTIVATION_REQUEST =
            of(
                    """
                    27 TLV    protocol configuration options
                    30 TLV    negotiated QoS
                    32 TV 2   negotiated LLC SAPI
                    33 TLV    NBIFOM container
                    34 TLV    packet flow identifier
                    58 TV 2   ESM cause
                    5d TLV    transaction identifier
                    5e TLV    APN-AMBR
                    5f TLV    extended APN-AMBR
                    66 TLV    header compression configuration
                    6e TLV    serving PLMN rate control
                    7b TLV-E  extended protocol configuration options
                    80 TV 1   radio priority
                    90 TV 1   control plane only indication
                    b0 TV 1   connectivity type
                    c0 TV 1   WLAN offload indication
                    """);
    static final OptionalElements ESM_DATA_TRANSPORT =
            of(
                    """
                    f0 TV 1   release assistance indication
                    """);
    static final OptionalElements PDN_CONNECTIVITY_REJECT =
            of(
                    """
                    27 TLV    protocol configuration options
                    33 TLV    NBIFOM container
                    37 TLV    back-off timer value
                    6b TLV    re-attempt indicator
                    7b TLV-E  extended protocol configuration options
                    """);
    static final OptionalElements PDN_CONNECTIVITY_REQUEST =
            of(
                    """
                    27 TLV    protocol configuration options
                    28 TLV    access point name
                    33 TLV    NBIFOM container
                    66 TLV    header compression configuration
                    7b TLV-E  extended protocol configuration options
                    c0 TV 1   device properties
                    d0 TV 1   ESM information transfer flag
                    """);

    private static final int HALF_OCTET = 0x80;
    private static final int FIRST_OF_TLV_E = 0x78;

    /// How an element is laid out.
    ///
    /// @param header octets before the value
    /// @param octets all of them if the format fixes it, else 0
    record Format(int header, int octets) {
        static final Format TLV = new Format(2, 0);
        static final Format TLV_E = new Format(3, 0);

        static Format tv(int octets) {
            return new Format(1, octets);
        }
    }

    /// One row.
    ///
    /// @param identifier 01 to 7F, or of TV 1 the high half of the octet, 80 to F0
    record Element(int identifier, Format format, String name) {
        private static Element parse(String row) {
            String[] words = row.split(" +", 3);
            Format format =
                    switch (words[1]) {
                        case "TLV" -> Format.TLV;
                        case "TLV-E" -> Format.TLV_E;
                        default -> Format.tv(words[2].charAt(0) - '0');
                    };
            String name = words[1].equals("TV") ? words[2].substring(1).strip() : words[2];
            return new Element(Integer.parseInt(words[0], 16), format, name);
        }
    }

    private final List<Element> rows;

    private OptionalElements(List<Element> rows) {
        this.rows = rows;
    }

    private static OptionalElements of(String rows) {
        return new OptionalElements(rows.lines().map(Element::parse).toList());
    }

    List<Element> rows() {
        return rows;
    }

    /// By its row, or else by what the identifier implies.
    ///
    /// @param first the octet the element begins with
    Format format(int first) {
        if (first >= HALF_OCTET) {
            return Format.tv(1);
        }
        for (Element row : rows) {
            if (row.identifier() == first) {
                return row.format();
            }
        }
        return first >= FIRST_OF_TLV_E ? Format.TLV_E : Format.TLV;
    }
}
