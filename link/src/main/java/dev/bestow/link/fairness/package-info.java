/// Sharing the processors among virtual threads: [dev.bestow.link.fairness.CooperativeYield].
package dev.bestow.link.fairness;
