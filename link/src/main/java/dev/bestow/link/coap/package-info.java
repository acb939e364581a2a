/// EAP in CoAP on UDP, as RFC 9820 has it, on the side that authenticates. Start with
/// [dev.bestow.link.coap.CoapEapServer].
package dev.bestow.link.coap;
