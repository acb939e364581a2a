/// HSS to SCEF (TS 29.336).
package dev.bestow.wire.s6t;
