/// End-to-middle security endpoint at home, of solutions that have it fetch keys: who has a PDN connection, as far as
/// packet gateways say, and whose key the HSS is asked for. Start with [dev.bestow.hse.AccountedSessions].
package dev.bestow.hse;
