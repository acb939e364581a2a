/// Both ends of every protection ([dev.bestow.conformance.protection.Form]): no key meets a nonce twice, whichever side
/// loses its memory and when ([dev.bestow.conformance.protection.NoncesTest]), what can be read where nothing may
/// be ciphered ([dev.bestow.conformance.protection.InClearTest]), and what NIDD costs.
package dev.bestow.conformance.protection;
