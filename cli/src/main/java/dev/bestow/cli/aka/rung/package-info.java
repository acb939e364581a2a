/// Every rung of the key hierarchy as a row of a table: what it is made of, by which derivation, and
/// where that is written. Start with [dev.bestow.cli.aka.rung.Rungs].
package dev.bestow.cli.aka.rung;
