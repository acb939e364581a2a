/// S6a between an EMKS and the HSS: vectors for AKA runs of the EMKS's own. Start with
/// [dev.bestow.wire.s6a.emks.UtranAuthenticationInformation].
package dev.bestow.wire.s6a.emks;
