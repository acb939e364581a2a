/// The engine for tests and trials: everything in memory, gone at the end of the process. Start with
/// [dev.bestow.keystore.memory.InMemoryStore].
package dev.bestow.keystore.memory;
