package dev.bestow.wire.diameter;

/// One row of an AVP table: how the AVP is found, how it is sent, and what its data is.
///
/// @param code AVP code
/// @param vendorId Vendor-Id; 0 is the IETF and sends no V flag
/// @param mandatory whether it is *sent* with the M flag; what a peer sends is the peer's choice
/// @param name as its specification spells it
/// @param type data format
public record AvpDefinition(int code, int vendorId, boolean mandatory, String name, AvpType type) {
    /// Octets before the data: 8, or 12 with a Vendor-Id.
    public int headerOctets() {
        return vendorId == 0 ? AvpCursor.HEADER_OCTETS : AvpCursor.VENDOR_HEADER_OCTETS;
    }

    @Override
    public String toString() {
        return name
                + "("
                + (vendorId == 0 ? "" : Integer.toUnsignedString(vendorId) + "/")
                + Integer.toUnsignedString(code)
                + ")";
    }
}
