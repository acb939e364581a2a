/// HPKE (RFC 9180) in base mode, for one message: what the certificate form of Ua encrypts RAND_AS with. Start with
/// [dev.bestow.keys.hpke.Hpke].
package dev.bestow.keys.hpke;
