/// CoAP messages (RFC 7252) with the options of CoAP-EAP (RFC 9820), octets to records and back. Start with
/// [dev.bestow.wire.coap.CoapCodec], which has the pictures.
package dev.bestow.wire.coap;
