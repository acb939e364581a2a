/// Leaf keys at an application server, for whichever protection uses them: where they come from
/// ([dev.bestow.session.key.AsKeySource]) and who is the first to use one for a request
/// ([dev.bestow.session.key.ReplayClaims]). Knows no protection and no wire format.
package dev.bestow.session.key;
