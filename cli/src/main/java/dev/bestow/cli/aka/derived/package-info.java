/// Every derived key of the key hierarchy as a row of a table: what it is made of, by which derivation, and
/// where that is written. Start with [dev.bestow.cli.aka.derived.DerivedKeys].
package dev.bestow.cli.aka.derived;
