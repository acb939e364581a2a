/// Assemble: configurations become running nodes. Start with [dev.bestow.network.Network].
package dev.bestow.network;
