/// End-to-middle security endpoint at home. So far it knows who has a PDN connection, as far as packet gateways say:
/// start with [dev.bestow.hse.AccountedSessions].
package dev.bestow.hse;
