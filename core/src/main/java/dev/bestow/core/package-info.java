/// Identities, [dev.bestow.core.Secret], [dev.bestow.core.Octets] and the ports for time and
/// randomness. Start with [dev.bestow.core.Secret]: the type decides what may be printed.
package dev.bestow.core;
