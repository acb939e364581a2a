/// What a subscription gives a UE of the network: access points, qualities, rates. The HSS keeps it, S6a carries it,
/// the MME goes by it.
package dev.bestow.core.subscription;
