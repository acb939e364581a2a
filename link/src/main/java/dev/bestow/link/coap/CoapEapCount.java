package dev.bestow.link.coap;

/// What comes of datagrams and of runs, to be counted.
enum CoapEapCount {
    /// Somebody was sent a cookie.
    CHALLENGED,
    /// A cookie of another address, another time or nobody.
    WRONG_COOKIE,
    /// No CoAP, or nothing that is asked for here.
    MALFORMED,
    /// Of somebody with whom nothing is under way.
    UNMATCHED,
    /// A run began.
    BEGUN,
    /// A run was asked for while one is under way.
    REPEATED,
    /// As many as may be are under way, from there or in all.
    CROWDED,
    /// A run had its last message answered.
    ENDED,
    /// A run ended without: its device is silent, or said that it will not go on.
    EXPIRED
}
