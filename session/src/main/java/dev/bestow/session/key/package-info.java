/// Leaf keys at an application server, for whichever protection uses them: the cache
/// ([dev.bestow.session.key.KeyCache]), the source behind it ([dev.bestow.session.key.AsKeySource]), and who is
/// first to use a key for a request ([dev.bestow.session.key.ReplayClaims]). Knows no protection and no wire format.
/// Start with [dev.bestow.session.key.KeyCache].
package dev.bestow.session.key;
