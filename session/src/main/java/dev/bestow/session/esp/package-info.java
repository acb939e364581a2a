/// IPsec ESP between UE and HSE without IKE (TR 33.863 solution 6), in user space: from a leaf key at both ends to
/// protected packets between them. The UE starts with [dev.bestow.session.esp.EspClient], the endpoint with
/// [dev.bestow.session.esp.EspServer]; a packet is drawn in [dev.bestow.session.esp.OutboundAssociation], the messages
/// that begin a session in [dev.bestow.session.esp.SetUpCodec].
///
/// ```
/// leaf key -+- nonce of the UE ------------------> first packet up (one packet)
///           +- nonces of both, ICV of the first -> association up, association down
///           +- hedge key, key of refusals
/// ```
///
/// Opens no socket: datagrams are octets that come and go.
package dev.bestow.session.esp;
