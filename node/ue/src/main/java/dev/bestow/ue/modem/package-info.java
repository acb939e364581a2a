/// A USIM behind a modem that passes APDUs to it: AT+CSIM, or AT+CCHO and AT+CGLA (TS 27.007), over a serial line.
/// Start with [dev.bestow.ue.modem.ModemUsim]. Nothing here writes a log: what passes is RAND, AUTN and keys.
package dev.bestow.ue.modem;
