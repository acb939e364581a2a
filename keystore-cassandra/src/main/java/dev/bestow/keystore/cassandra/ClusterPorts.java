package dev.bestow.keystore.cassandra;

import dev.bestow.core.Clock;
import dev.bestow.core.Entropy;
import dev.bestow.core.Timers;

/// What a store on a cluster is handed of its machine.
///
/// @param clock for times to live, and to stamp what is written within an epoch
/// @param entropy names claimers, and spreads what is tried again
/// @param timers for the pauses before that
public record ClusterPorts(Clock clock, Entropy entropy, Timers timers) {}
