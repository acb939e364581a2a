/// A USIM on a real card: AUTHENTICATE in the 3G/EPS context (TS 31.102 clause 7.1) through any
/// [dev.bestow.ue.card.CardPort]. Start with [dev.bestow.ue.card.CardUsim]; [CardReader] is the port to
/// a PC/SC reader, `dev.bestow.ue.modem` has the one to a modem.
package dev.bestow.ue.card;
