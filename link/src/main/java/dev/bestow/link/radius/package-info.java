/// RADIUS accounting of packet gateways, taken as hints of who has a PDN connection:
/// [dev.bestow.link.radius.AccountingServer] answers it, and tells [dev.bestow.link.radius.AccountingHints].
package dev.bestow.link.radius;
