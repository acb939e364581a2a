/// EAP (RFC 3748) as far as EAP-AKA (RFC 4187) needs it: the messages of an AKA run over the user plane, octets to
/// records and back. Start with [dev.bestow.wire.eap.EapCodec], which has the pictures.
package dev.bestow.wire.eap;
