/// Network interfaces whose packets a process reads and writes. Start with [dev.bestow.link.tun.TunDevice].
package dev.bestow.link.tun;
