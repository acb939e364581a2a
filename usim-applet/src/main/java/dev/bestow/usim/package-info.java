/// The enhanced USIM of solution 1 as a Java Card applet (Java Card 3.0.4, classic edition). Start with
/// [dev.bestow.usim.UsimApplet].
///
/// The code is a card's, not the house's: `byte` and `short` only, since a card need not have `int`; no
/// strings, enums, records or lambdas; every object is made at installation, since nothing collects
/// garbage; exceptions carry a status word and nothing else. `JavaCardSubsetTest` reads the class files
/// for it. It has been run in jCardSim, never on a card: no converter of Java Card's has seen it yet.
package dev.bestow.usim;
