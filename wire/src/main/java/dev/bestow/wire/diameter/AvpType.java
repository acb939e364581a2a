package dev.bestow.wire.diameter;

/// The data formats of AVPs (RFC 6733 clauses 4.2 and 4.3) with the least data each needs.
public enum AvpType {
    OCTET_STRING(0, false),
    INTEGER32(4, true),
    INTEGER64(8, true),
    UNSIGNED32(4, true),
    UNSIGNED64(8, true),
    FLOAT32(4, true),
    FLOAT64(8, true),
    GROUPED(0, false),
    /// Family in 2 octets, then an IPv4 address at least.
    ADDRESS(6, false),
    /// Seconds since 1900, 4 octets.
    TIME(4, true),
    UTF8_STRING(0, false),
    /// An FQDN or a realm.
    IDENTITY(1, false),
    URI(1, false),
    ENUMERATED(4, true);

    private final int leastOctets;
    private final boolean fixed;

    AvpType(int leastOctets, boolean fixed) {
        this.leastOctets = leastOctets;
        this.fixed = fixed;
    }

    /// The shortest data of this type, in octets: what a Failed-AVP fills with zeros.
    public int leastOctets() {
        return leastOctets;
    }

    /// Whether every value has exactly [#leastOctets()].
    public boolean isFixed() {
        return fixed;
    }
}
