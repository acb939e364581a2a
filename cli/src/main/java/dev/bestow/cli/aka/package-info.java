/// `bestow aka`: vectors, derived keys and published figures at the command line, for those who work with SIM
/// cards. Start with [dev.bestow.cli.aka.AkaCommand].
package dev.bestow.cli.aka;
