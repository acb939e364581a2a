/// Every key of the journey as a type of its own, so that a wrong rung does not compile. Start with
/// [dev.bestow.keys.Fc], the registry of derivations, then follow [dev.bestow.keys.CkIk].
package dev.bestow.keys;
