/// Wrapping of keys that live for a day, not for years: under a key that is replaced and destroyed. Start
/// with [dev.bestow.keystore.epoch.EpochKeyWrap].
package dev.bestow.keystore.epoch;
