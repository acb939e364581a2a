/// HSS to key servers: SCEF and EMKS (TS 29.336).
package dev.bestow.wire.s6t;
