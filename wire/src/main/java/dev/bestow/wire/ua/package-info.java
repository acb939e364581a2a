/// Ua native: the datagrams between a UE and an application server, octet by octet. All of it is
/// Bestow's own layout (the study names fields, not octets). Opens nothing and checks no MAC; that is
/// `session`. Start with [dev.bestow.wire.ua.UaCodec], which has the pictures.
package dev.bestow.wire.ua;
