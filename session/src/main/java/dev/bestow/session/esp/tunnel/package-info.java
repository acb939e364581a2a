/// IP packets in ESP, tunnel mode (RFC 4303 clause 3.1.2): who has which address, and what may pass. The endpoint
/// starts with [dev.bestow.session.esp.tunnel.TunnelHub]; a device asks with
/// [dev.bestow.session.esp.InnerPacket#ADDRESS] and is told a [dev.bestow.session.esp.tunnel.TunnelAddress].
package dev.bestow.session.esp.tunnel;
