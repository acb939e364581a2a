package dev.bestow.wire.nas;

import dev.bestow.core.InvalidValue;
import dev.bestow.core.Octets;
import dev.bestow.wire.nas.NasDecodeException.Kind;

/// Session management messages to octets and back, see [EsmMessage] for their header.
final class EsmCodec {
    /// Bearer identity, procedure transaction, message type.
    static final int HEADER_OCTETS = 3;

    /// 255 is reserved.
    static final int MAX_PTI = 254;

    private static final int MAX_CONTAINER_OCTETS = 0xffff;

    private EsmCodec() {}

    static void encode(EsmMessage message, NasWriter out) {
        switch (message) {
            case ActivateDefaultEpsBearerContextAccept accept -> accept.encode(out);
            case ActivateDefaultEpsBearerContextReject reject -> reject.encode(out);
            case ActivateDefaultEpsBearerContextRequest request -> request.encode(out);
            case EsmDataTransport data -> data.encode(out);
            case EsmDummyMessage dummy -> dummy.encode(out);
            case EsmStatus status -> status.encode(out);
            case MalformedEsmMessage malformed -> out.octets(malformed.octets());
            case PdnConnectivityReject reject -> reject.encode(out);
            case PdnConnectivityRequest request -> request.encode(out);
            case UnknownNasMessage unknown -> out.octets(unknown.octets());
        }
    }

    /// An ESM message container in format LV-E.
    static EsmMessage container(NasReader in) {
        return decode(in.lvE(HEADER_OCTETS, MAX_CONTAINER_OCTETS));
    }

    /// An ESM message container in format LV-E of an attach that is answered whatever it holds: a message
    /// that cannot be read is a [MalformedEsmMessage].
    static EsmMessage containerOfAttach(NasReader in) {
        NasReader whole = in.lvE(HEADER_OCTETS, MAX_CONTAINER_OCTETS);
        Octets octets = whole.copy().rest();
        if ((octets.at(0) & 0x0f) != NasWriter.ESM) {
            throw whole.bad(Kind.PROTOCOL);
        }
        if (octets.at(1) > MAX_PTI) {
            return new MalformedEsmMessage(octets, EsmCause.INVALID_PTI);
        }
        try {
            return decode(whole);
        } catch (NasDecodeException | InvalidValue e) {
            return new MalformedEsmMessage(octets, EsmCause.INVALID_MANDATORY_INFORMATION);
        }
    }

    /// All of `in`, header included.
    static EsmMessage decode(NasReader in) {
        NasReader whole = in.copy();
        int first = in.octet();
        if ((first & 0x0f) != NasWriter.ESM) {
            throw in.bad(Kind.PROTOCOL);
        }
        int ebi = first >> 4;
        int pti = in.octet();
        return switch (in.octet()) {
            case ActivateDefaultEpsBearerContextAccept.TYPE ->
                    ActivateDefaultEpsBearerContextAccept.decode(ebi, in);
            case ActivateDefaultEpsBearerContextReject.TYPE ->
                    ActivateDefaultEpsBearerContextReject.decode(ebi, in);
            case ActivateDefaultEpsBearerContextRequest.TYPE ->
                    ActivateDefaultEpsBearerContextRequest.decode(ebi, pti, in);
            case EsmDataTransport.TYPE -> EsmDataTransport.decode(ebi, in);
            case EsmDummyMessage.TYPE -> EsmDummyMessage.decode(in);
            case EsmStatus.TYPE -> EsmStatus.decode(ebi, pti, in);
            case PdnConnectivityReject.TYPE -> PdnConnectivityReject.decode(pti, in);
            case PdnConnectivityRequest.TYPE -> PdnConnectivityRequest.decode(pti, in);
            default -> {
                in.rest();
                yield new UnknownNasMessage(whole.rest());
            }
        };
    }

    static void requireIdentities(int ebi, int pti) {
        if (ebi < 0 || ebi > 15) {
            throw new InvalidValue("EPS bearer identity", "needs 0 to 15");
        }
        if (pti < 0 || pti > MAX_PTI) {
            throw new InvalidValue("procedure transaction identity", "needs 0 to 254");
        }
    }
}
