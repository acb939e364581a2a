/// EPS NAS messages of an attach with security (TS 24.301), one record each, and their protection.
/// Start with [dev.bestow.wire.nas.NasCodec] for octets and records, then
/// [dev.bestow.wire.nas.NasSecurity] for MAC, cipher and COUNT.
package dev.bestow.wire.nas;
