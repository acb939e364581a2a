package dev.bestow.link.diameter;

/// What a request demands from the connection it leaves through.
public enum Hop {
    ANY,
    /// TLS, or addresses of the loopback interface on both ends: what a message with keys needs.
    /// Applies to the alternate after a failure too.
    CONFIDENTIAL
}
