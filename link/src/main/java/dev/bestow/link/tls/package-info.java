/// Who this node is and whom it trusts when it speaks TLS. Start with
/// [dev.bestow.link.tls.TlsIdentity]. The only place where `javax.net.ssl` is configured.
package dev.bestow.link.tls;
