package dev.bestow.wire.ua;

import dev.bestow.core.Eksi;
import dev.bestow.core.Guti;
import dev.bestow.core.InvalidValue;
import dev.bestow.core.KeyName;
import dev.bestow.core.Octets;
import dev.bestow.core.RandId;

/// Application Requests of the three forms, as [UaCodec] draws them.
final class RequestCodec {
    private static final int KEY_MARK_OCTETS = 1;

    private RequestCodec() {}

    static byte[] encode(ApplicationRequest request) {
        return switch (request) {
            case CompactRequest compact -> encode(compact);
            case LiteralRequest literal -> encode(literal);
            case CertificateRequest certificate -> encode(certificate);
        };
    }

    private static byte[] encode(CompactRequest request) {
        return UaCodec.concatenate(
                request.header(),
                name(request.keyName()),
                request.randAs(),
                request.body(),
                request.mac());
    }

    private static byte[] encode(CertificateRequest request) {
        return UaCodec.concatenate(
                request.header(),
                Octets.copyOf(new byte[] {(byte) request.keyMark()}),
                name(request.keyName()),
                request.c(),
                request.body(),
                request.mac());
    }

    private static Octets name(KeyName keyName) {
        return switch (keyName) {
            case KeyName.ByRand byRand -> byRand.randId().encode();
            case KeyName.ByGuti byGuti -> byGuti.guti().encode();
        };
    }

    private static byte[] encode(LiteralRequest request) {
        return UaCodec.concatenate(
                request.header(),
                request.keyName().guti().encode(),
                request.randAs(),
                request.t(),
                request.body(),
                request.mac());
    }

    /// `header` is of a form that requests have.
    static UaUplink decode(UaHeader header, byte[] datagram) {
        return switch (header.form()) {
            case LITERAL -> decodeLiteral(header, datagram);
            case COMPACT -> decodeCompact(header, datagram);
            case CERTIFICATE -> decodeCertificate(header, datagram);
            case SESSION -> throw new IllegalArgumentException("no form of a request");
        };
    }

    private static UaUplink decodeLiteral(UaHeader header, byte[] datagram) {
        int randAsAt = UaCodec.HEADER_OCTETS + Guti.OCTETS;
        int tAt = randAsAt + LiteralRequest.RAND_AS_OCTETS;
        int bodyAt = tAt + LiteralRequest.T_OCTETS;
        if (header.low() == Eksi.NONE) {
            return new UndecodableUa(UndecodableUa.Reason.HEADER, 0);
        }
        if (datagram.length < bodyAt + UaCodec.T_OCTETS) {
            return UaCodec.truncated(datagram);
        }
        try {
            return new LiteralRequest(
                    header.ciphered(),
                    gutiName(header, datagram, UaCodec.HEADER_OCTETS),
                    Octets.copyOf(datagram, randAsAt, LiteralRequest.RAND_AS_OCTETS),
                    Octets.copyOf(datagram, tAt, LiteralRequest.T_OCTETS),
                    UaCodec.body(datagram, bodyAt),
                    UaCodec.mac(datagram));
        } catch (InvalidValue _) {
            return new UndecodableUa(UndecodableUa.Reason.GUTI, UaCodec.HEADER_OCTETS);
        }
    }

    private static UaUplink decodeCompact(UaHeader header, byte[] datagram) {
        int randAsAt = UaCodec.HEADER_OCTETS + nameOctets(header);
        int bodyAt = randAsAt + CompactRequest.RAND_AS_OCTETS;
        if (datagram.length < bodyAt + UaCodec.T_OCTETS) {
            return UaCodec.truncated(datagram);
        }
        try {
            return new CompactRequest(
                    header.ciphered(),
                    name(header, datagram, UaCodec.HEADER_OCTETS),
                    Octets.copyOf(datagram, randAsAt, CompactRequest.RAND_AS_OCTETS),
                    UaCodec.body(datagram, bodyAt),
                    UaCodec.mac(datagram));
        } catch (InvalidValue _) {
            return new UndecodableUa(UndecodableUa.Reason.GUTI, UaCodec.HEADER_OCTETS);
        }
    }

    private static UaUplink decodeCertificate(UaHeader header, byte[] datagram) {
        int nameAt = UaCodec.HEADER_OCTETS + KEY_MARK_OCTETS;
        if (datagram.length < nameAt) {
            return UaCodec.truncated(datagram);
        }
        int keyMark = datagram[UaCodec.HEADER_OCTETS] & 0xff;
        int cAt = nameAt + nameOctets(header);
        int bodyAt = cAt + CertificateRequest.cOctets(keyMark);
        if (datagram.length < bodyAt + UaCodec.T_OCTETS) {
            return UaCodec.truncated(datagram);
        }
        try {
            return new CertificateRequest(
                    header.ciphered(),
                    keyMark,
                    name(header, datagram, nameAt),
                    Octets.copyOf(datagram, cAt, bodyAt - cAt),
                    UaCodec.body(datagram, bodyAt),
                    UaCodec.mac(datagram));
        } catch (InvalidValue _) {
            return new UndecodableUa(UndecodableUa.Reason.GUTI, nameAt);
        }
    }

    private static int nameOctets(UaHeader header) {
        return header.low() == Eksi.NONE ? RandId.OCTETS : Guti.OCTETS;
    }

    /// As [#gutiName] throws.
    private static KeyName name(UaHeader header, byte[] datagram, int at) {
        return header.low() == Eksi.NONE
                ? new KeyName.ByRand(RandId.decode(Octets.copyOf(datagram, at, RandId.OCTETS)))
                : gutiName(header, datagram, at);
    }

    /// Throws [InvalidValue] for a PLMN that is not decimal, the only thing octets can do wrong here.
    private static KeyName.ByGuti gutiName(UaHeader header, byte[] datagram, int at) {
        Guti guti = Guti.decode(Octets.copyOf(datagram, at, Guti.OCTETS));
        return new KeyName.ByGuti(guti, new Eksi(header.low()));
    }
}
