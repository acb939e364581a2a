/// Accepting connections, for every listener of this module: [dev.bestow.link.accept.Acceptor], and
/// [dev.bestow.link.accept.HalfOpen] for those that have proven nothing yet.
package dev.bestow.link.accept;
