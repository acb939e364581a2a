/// MME to SCEF (TS 29.128).
package dev.bestow.wire.t6a;
