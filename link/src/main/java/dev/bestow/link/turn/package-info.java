/// Sharing the processors among virtual threads: [dev.bestow.link.turn.Turn].
package dev.bestow.link.turn;
