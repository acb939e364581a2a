/// Keys of SIMs for a CoAP server on Eclipse Californium, without a node of Bestow in it. Start with
/// [dev.bestow.californium.BestowKeys].
package dev.bestow.californium;
