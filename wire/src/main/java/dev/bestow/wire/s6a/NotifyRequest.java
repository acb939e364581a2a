package dev.bestow.wire.s6a;

import dev.bestow.core.Imsi;

import org.jspecify.annotations.Nullable;

/// Notify-Request (NOR, 323): the MME tells what happened to a UE it serves, most often which PDN gateway it uses
/// for an APN (TS 29.272 clause 7.2.17). What else it may hold, nobody here goes by.
///
/// @param apn of a PDN connection, its Service-Selection; null where it is about none
/// @param accessSecurity how the MME protects the access, or null where it says nothing
public record NotifyRequest(
        Imsi imsi, @Nullable String apn, @Nullable AccessSecurity accessSecurity) {}
