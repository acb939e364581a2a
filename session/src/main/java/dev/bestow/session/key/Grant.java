package dev.bestow.session.key;

import dev.bestow.core.Rand;

import java.time.Instant;

/// What the operator granted with a leaf key. Holds no secret, so it outlives the key.
///
/// @param rand the AKA run the key came from; its full name
/// @param expiry absolute, fixed when the key was first issued
/// @param externalIdentifier whose key it is, the only identity an application server may use: its source names no user
/// @param confidentialityAllowed the home network's decision for the serving network
/// @param fetchedAtNs when the key server last said that this server may have the key
public record Grant(
        Rand rand,
        Instant expiry,
        String externalIdentifier,
        boolean confidentialityAllowed,
        long fetchedAtNs) {}
