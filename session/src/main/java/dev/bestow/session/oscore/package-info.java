/// OSCORE (RFC 8613) under a leaf key, with no round trip before the first protected request: a request names its key
/// and brings the randomness that its security context is made of. Octets in, octets out; opens no socket. Start with
/// [dev.bestow.session.oscore.OscoreServer] and [dev.bestow.session.oscore.OscoreClient]; what a request has on the
/// wire is drawn in [dev.bestow.session.oscore.IdContext].
package dev.bestow.session.oscore;
