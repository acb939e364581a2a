package dev.bestow.link.nas;

/// Gets the NAS PDUs of a link, one at a time and in the order of their arrival, on the worker of that
/// link. It may block, and then holds up the links that share its worker. If it throws, the failure is
/// counted, the PDU is lost, and the next one comes.
@FunctionalInterface
public interface NasHandler {
    /// `pdu` has at least one octet and is the handler's own.
    void onPdu(int linkId, byte[] pdu);
}
