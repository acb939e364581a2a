package dev.bestow.link.radius;

/// What an [AccountingServer] did so far.
///
/// @param taken requests that were told and answered
/// @param repeated retransmissions, answered again
/// @param strangers datagrams of addresses that are no client's
/// @param unauthentic messages of a client's address that were not made with its secret
/// @param malformed what else a client sent and a server does not take
public record AccountingCounts(
        long taken, long repeated, long strangers, long unauthentic, long malformed) {}
