package dev.bestow.network.config;

/// OSCORE of an endpoint.
///
/// @param listen where it waits for datagrams; IANA's port for CoAP is 5683
/// @param form3gpp whether it takes the round trip of TS 33.535 Annex D too, in which strangers may cost it a little
///     memory
public record OscoreSection(Endpoint listen, @Default("false") boolean form3gpp) {}
