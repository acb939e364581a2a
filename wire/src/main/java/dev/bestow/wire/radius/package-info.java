/// RADIUS Accounting (RFC 2866) as a packet gateway sends it over Sgi (TS 29.061 clause 16): requests read, responses
/// written. Start with [dev.bestow.wire.radius.AccountingCodec], which has the pictures.
package dev.bestow.wire.radius;
