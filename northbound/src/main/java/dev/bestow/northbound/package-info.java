/// An endpoint's side of the northbound interface: keys ([dev.bestow.northbound.NorthboundKeySource]) and the word that
/// a message verified under one ([dev.bestow.northbound.HandshakeReports]). Start with the first.
package dev.bestow.northbound;
