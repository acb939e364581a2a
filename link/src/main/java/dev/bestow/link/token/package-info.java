/// Access tokens of OAuth 2.0 client credentials: JWTs (RFC 9068) that an issuer signed. Start with
/// [dev.bestow.link.token.TokenCheck].
package dev.bestow.link.token;
