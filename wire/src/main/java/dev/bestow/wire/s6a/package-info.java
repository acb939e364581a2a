/// MME to HSS (TS 29.272).
package dev.bestow.wire.s6a;
