/// DTLS 1.2 with pre-shared keys, on Scandium of Eclipse Californium: leaf keys as PSKs at a server
/// ([dev.bestow.session.californium.dtls.LeafKeyPskStore]), CoAP above it
/// ([dev.bestow.session.californium.dtls.DtlsServer]), and a device's end
/// ([dev.bestow.session.californium.dtls.DtlsReports]). Scandium owns its sockets, its threads and its randomness.
/// Start with [dev.bestow.session.californium.dtls.PskIdentity].
package dev.bestow.session.californium.dtls;
