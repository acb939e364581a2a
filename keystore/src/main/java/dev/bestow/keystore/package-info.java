/// Storage ports in domain terms, and the rules every engine keeps. Start with
/// [dev.bestow.keystore.NodeStore]; the rules of keys are in [dev.bestow.keystore.history.KeyHistory].
///
/// Every call blocks (callers are virtual threads) and is durable when it returns. Every write is a
/// fact that merges: repeating it, or delivering it late or in another order, ends in the same
/// state. [dev.bestow.keystore.ClaimStore#claim] is the one exception, a test-and-set.
package dev.bestow.keystore;
