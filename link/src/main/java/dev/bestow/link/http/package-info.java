/// HTTPS for the northbound interface: a server on Jetty, which routes requests to resources, and a
/// client on the JDK's, both with mutual TLS 1.3. Start with [dev.bestow.link.http.NorthboundServer].
package dev.bestow.link.http;
