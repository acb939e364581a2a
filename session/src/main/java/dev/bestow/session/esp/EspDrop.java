package dev.bestow.session.esp;

/// Why a datagram was dropped.
public enum EspDrop {
    /// Shorter than any message, longer than any, or no multiple of 4 octets.
    LENGTH,
    /// No message of this version that begins a session.
    MALFORMED,
    /// No association has this SPI.
    SPI_UNKNOWN,
    /// Its sequence number lies below the window.
    TOO_OLD,
    /// Its sequence number was taken before.
    REPLAYED,
    /// Its ICV does not verify.
    NOT_AUTHENTIC,
    /// It verifies, and its padding is not what it has to be.
    PADDING,
    /// A dummy packet (RFC 4303 clause 2.6).
    DUMMY,
    /// A keepalive (RFC 3948 clause 4).
    KEEPALIVE,
    /// Nobody here takes what it carries.
    NEXT_HEADER,
    /// Inside a tunnel: no IPv4 packet, or not as long as it says.
    INNER_MALFORMED,
    /// Inside a tunnel: longer than the MTU of the endpoint.
    INNER_TOO_LONG,
    /// Inside a tunnel: its source is not the address that the device was given.
    INNER_SOURCE,
    /// Towards a tunnel: no device has its destination, or that device is not there now.
    INNER_DESTINATION,
    /// Out of a tunnel: the TUN device did not take it.
    TUN
}
