package dev.bestow.network;

import dev.bestow.aka.MasterKey;
import dev.bestow.keystore.SubscriberStore;
import dev.bestow.network.config.HssNodeConfig;

/// What a verb that works on an HSS's subscribers works on: the store itself, or what a running HSS lends it.
///
/// @param config of the HSS
/// @param subscribers whose changes are announced to everybody who goes by them
/// @param masterKey wraps K and OPc in them
public record HssData(HssNodeConfig config, SubscriberStore subscribers, MasterKey masterKey) {}
