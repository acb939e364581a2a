/// Ua native: from a Ks_AS at both ends to protected messages between them. The UE starts with
/// [dev.bestow.session.ua.UaClient], the application server with [dev.bestow.session.ua.UaServer];
/// the octets are drawn in [dev.bestow.wire.ua.UaCodec].
///
/// ```
/// Ks_AS -+- Ks_AS_int --> t of requests, tag of authenticated refusals
///        +- Ks_AS_enc -- RAND_AS --> K_app -+- request cipher key (one message)
///        +- hedge keys                      +- RAND_S, t --> up: cipher, MAC   down: cipher, MAC
/// ```
package dev.bestow.session.ua;
