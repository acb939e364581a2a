package dev.bestow.wire.nas;

/// A mobility management message. Which way it travels is a type, so that the switch of an MME lists
/// what a UE can send and nothing else; few travel both ways.
public sealed interface EmmMessage extends NasMessage permits UplinkEmm, DownlinkEmm {}
