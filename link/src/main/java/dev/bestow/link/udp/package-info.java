/// Datagram sockets. Start with [dev.bestow.link.udp.UdpSocket].
package dev.bestow.link.udp;
