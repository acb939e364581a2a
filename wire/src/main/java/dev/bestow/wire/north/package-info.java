/// The northbound interface, on which an application server fetches its leaf keys: the records behind
/// `POST /bestow-keys/v1/retrieve`, after the shape of AKMA (TS 29.522), and behind `report` and `register` beside it,
/// and their JSON, which no other package reads or writes. Start with [dev.bestow.wire.north.RetrievalRequest].
package dev.bestow.wire.north;
