package dev.bestow.link.nas;

/// Gets the NAS PDUs of a path as [NasHandler] gets those of a link: one at a time and in the order of their arrival,
/// on the worker of the link id.
@FunctionalInterface
public interface NasPathHandler {
    /// `pdu` has at least one octet and is the handler's own.
    void onPdu(NasPath path, byte[] pdu);
}
