package dev.bestow.wire.s6a;

import dev.bestow.core.Imsi;

/// Notify-Request (NOR, 323): the MME tells what happened to a UE it serves, most often which PDN gateway it uses
/// for an APN (TS 29.272 clause 7.2.17). What that is, nobody here goes by.
public record NotifyRequest(Imsi imsi) {}
