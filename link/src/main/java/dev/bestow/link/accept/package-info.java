/// Accepting connections, for every listener of this module: [dev.bestow.link.accept.Acceptor].
package dev.bestow.link.accept;
