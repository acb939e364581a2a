/// NAS over UDP, where S1AP would be: [dev.bestow.link.nas.NasServerLink] is the end of the MME,
/// [dev.bestow.link.nas.NasFleetLink] that of a whole fleet of UEs.
///
/// ```
/// octets 1-4  link id: which radio link of the fleet, chosen by the fleet
/// octets 5-   one NAS PDU, as protected as NAS makes it
/// ```
///
/// Deviation: S1AP over SCTP would carry NAS, with an MME UE S1AP ID per UE. This link stands for it
/// and for the radio below it. It loses, repeats and reorders no more than UDP does, and NAS timers
/// repair that. It proves nothing about who sends: a link id is of the address it comes from, and whoever
/// can send from a UE's address can speak in its place until NAS is protected. So it belongs on loopback or
/// on a network that is closed as S1-MME is.
///
/// Order: one socket reader puts each PDU into the bounded queue of the worker its link id hashes to,
/// and that worker calls the handler. So the PDUs of one link are handled one at a time and in the
/// order in which they came, those of different links side by side, and the reader never waits. A full
/// queue drops what comes, and counts it.
package dev.bestow.link.nas;
