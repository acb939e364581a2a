/// HTTPS for the northbound interface: JSON to the records of `wire.north` and back, a server and a
/// client, both with mutual TLS 1.3. Start with [dev.bestow.link.http.NorthboundServer].
package dev.bestow.link.http;
