package dev.bestow.conformance.fuzz;

import static dev.bestow.conformance.fuzz.Decoder.same;
import static dev.bestow.conformance.fuzz.Decoder.within;

import dev.bestow.core.Octets;
import dev.bestow.core.Secret;
import dev.bestow.keys.Direction;
import dev.bestow.keys.Kasme;
import dev.bestow.wire.coap.CoapCode;
import dev.bestow.wire.coap.CoapCodec;
import dev.bestow.wire.coap.CoapMessage;
import dev.bestow.wire.coap.CoapType;
import dev.bestow.wire.coap.OscoreOption;
import dev.bestow.wire.coap.UndecodableCoap;
import dev.bestow.wire.diameter.AvpCursor;
import dev.bestow.wire.diameter.BestowAvps;
import dev.bestow.wire.diameter.CommandCodec;
import dev.bestow.wire.diameter.DecodeException;
import dev.bestow.wire.diameter.DiameterMessage;
import dev.bestow.wire.diameter.Envelope;
import dev.bestow.wire.diameter.ErrorAnswer;
import dev.bestow.wire.diameter.Origin;
import dev.bestow.wire.eap.AkaMessage;
import dev.bestow.wire.eap.EapCodec;
import dev.bestow.wire.eap.EapMessage;
import dev.bestow.wire.eap.UndecodableEap;
import dev.bestow.wire.nas.NasAlgorithms;
import dev.bestow.wire.nas.NasCodec;
import dev.bestow.wire.nas.NasDecodeException;
import dev.bestow.wire.nas.NasMessage;
import dev.bestow.wire.nas.NasSecurity;
import dev.bestow.wire.nas.SecurityHeaderType;
import dev.bestow.wire.nas.Unprotected;
import dev.bestow.wire.radius.AccountingCodec;
import dev.bestow.wire.radius.AccountingRequest;
import dev.bestow.wire.radius.AccountingSamples;
import dev.bestow.wire.radius.UndecodableAccounting;
import dev.bestow.wire.s6a.S6aCodec;
import dev.bestow.wire.s6a.emks.UtranAuthenticationInformation;
import dev.bestow.wire.s6t.S6tCodec;
import dev.bestow.wire.t6a.T6aCodec;
import dev.bestow.wire.ua.ApplicationRequest;
import dev.bestow.wire.ua.ApplicationResponse;
import dev.bestow.wire.ua.Refusal;
import dev.bestow.wire.ua.SessionMessage;
import dev.bestow.wire.ua.UaCodec;
import dev.bestow.wire.ua.UndecodableUa;

import java.util.List;
import java.util.Map;

/// The binary protocols of `wire`.
final class WireDecoders {
    static final Map<String, Decoder> ALL =
            Map.of(
                    "diameter", WireDecoders::diameter,
                    "diameter-commands", WireDecoders::command,
                    "nas", WireDecoders::nas,
                    "nas-protected", WireDecoders::nasProtected,
                    "ua", WireDecoders::ua,
                    "radius", WireDecoders::radius,
                    "eap", WireDecoders::eap,
                    "coap", WireDecoders::coap,
                    "oscore-option", WireDecoders::oscoreOption);

    private static final Origin HSS = new Origin("hss.test", "home.test");
    private static final Envelope ENVELOPE =
            new Envelope("mme.test;1;2", "mme.test", "visited.test", "hss.test", "home.test");
    private static final List<CommandCodec<?, ?>> COMMANDS = commands();
    private static final Kasme KASME = new Kasme(Secret.taking(new byte[Kasme.OCTETS]));
    private static final CoapMessage CARRIER =
            new CoapMessage(
                    CoapType.CONFIRMABLE,
                    new CoapCode(2),
                    1,
                    Octets.EMPTY,
                    List.of(),
                    Octets.EMPTY);
    private static final int RADIUS_HEADER_OCTETS = 20;

    private WireDecoders() {}

    private static List<CommandCodec<?, ?>> commands() {
        var bestow = new BestowAvps(BestowAvps.DEFAULT_VENDOR_ID);
        var s6a = new S6aCodec(bestow);
        var s6t = new S6tCodec(bestow);
        var t6a = new T6aCodec(bestow);
        return List.of(
                s6a.authenticationInformation(),
                s6a.updateLocation(),
                s6a.cancelLocation(),
                s6a.insertSubscriberData(),
                s6a.reset(),
                s6a.notification(),
                s6a.purgeUe(),
                new UtranAuthenticationInformation(bestow),
                s6t.configurationInformation(),
                s6t.reportingInformation(),
                t6a.configurationInformation(),
                t6a.reportingInformation(),
                t6a.connectionManagement());
    }

    /// Framed by its own length, so that what varies is behind it.
    private static byte[] framed(byte[] octets) {
        if (octets.length >= 4) {
            octets[0] = 1;
            octets[1] = (byte) (octets.length >> 16);
            octets[2] = (byte) (octets.length >> 8);
            octets[3] = (byte) octets.length;
        }
        return octets;
    }

    private static void diameter(byte[] octets) {
        DiameterMessage message;
        try {
            message = DiameterMessage.frame(framed(octets), 0, octets.length);
        } catch (DecodeException refused) {
            same(refused.kind().reaction(), DecodeException.Reaction.CLOSE);
            return;
        }
        try {
            message.validate();
            readAll(message.avps());
        } catch (DecodeException refused) {
            answered(message, refused);
        }
    }

    private static void answered(DiameterMessage message, DecodeException refused) {
        if (message.isRequest()) {
            DiameterMessage.decode(ErrorAnswer.to(message, HSS, refused).octets().toArray());
        }
    }

    private static void readAll(AvpCursor avps) {
        while (avps.next()) {
            List<Runnable> reads =
                    List.of(
                            avps::unsigned32,
                            avps::unsigned64,
                            avps::utf8,
                            avps::identity,
                            avps::address,
                            avps::time,
                            avps::octets,
                            () -> readAll(avps.group()));
            for (Runnable read : reads) {
                try {
                    read.run();
                } catch (DecodeException refused) {
                    same(refused.kind().reaction(), DecodeException.Reaction.ANSWER);
                }
            }
        }
    }

    /// As the link does it: framed, validated, and only then given to the codec of its command.
    private static void command(byte[] octets) {
        DiameterMessage message;
        try {
            message = DiameterMessage.decode(framed(octets));
        } catch (DecodeException _) {
            return;
        }
        for (CommandCodec<?, ?> codec : COMMANDS) {
            if (codec.speaks(message)) {
                read(codec, message);
            }
        }
    }

    private static <Q, A> void read(CommandCodec<Q, A> codec, DiameterMessage message) {
        try {
            if (message.isRequest()) {
                Q request = codec.decodeRequest(message);
                same(request, codec.decodeRequest(codec.encodeRequest(request, ENVELOPE)));
            } else {
                codec.decodeAnswer(message);
            }
        } catch (DecodeException refused) {
            answered(message, refused);
        }
    }

    private static void nas(byte[] octets) {
        for (Direction way : Direction.values()) {
            try {
                NasMessage message = NasCodec.decode(octets, way);
                same(message, NasCodec.decode(NasCodec.encode(message), way));
            } catch (NasDecodeException refused) {
                within(refused.offset(), octets);
            }
        }
    }

    private static void nasProtected(byte[] octets) {
        try (NasSecurity mme = NasSecurity.ofMme(KASME, NasAlgorithms.EEA2_EIA2);
                NasSecurity ue = NasSecurity.ofUe(KASME, NasAlgorithms.EEA2_EIA2)) {
            mme.unprotect(octets);
            NasSecurity.unverifiedMessage(octets);
            if (octets.length > 0
                    && mme.unprotect(ue.protect(octets, SecurityHeaderType.CIPHERED))
                            instanceof Unprotected.Accepted(Octets plain, _)) {
                same(plain, Octets.copyOf(octets));
            }
        }
    }

    private static void ua(byte[] octets) {
        Octets sent = Octets.copyOf(octets);
        switch (UaCodec.decodeUplink(octets)) {
            case ApplicationRequest request -> same(Octets.copyOf(UaCodec.encode(request)), sent);
            case SessionMessage message -> same(Octets.copyOf(UaCodec.encode(message)), sent);
            case UndecodableUa undecodable -> within(undecodable.offset(), octets);
        }
        switch (UaCodec.decodeDownlink(octets)) {
            case ApplicationResponse response ->
                    same(Octets.copyOf(UaCodec.encode(response)), sent);
            case SessionMessage message -> same(Octets.copyOf(UaCodec.encode(message)), sent);
            case Refusal refusal -> same(UaCodec.decodeDownlink(UaCodec.encode(refusal)), refusal);
            case UndecodableUa undecodable -> within(undecodable.offset(), octets);
        }
    }

    /// As it is, and its attributes under a good authenticator.
    private static void radius(byte[] octets) {
        try (Secret secret = AccountingSamples.secret()) {
            AccountingCodec.decode(octets, secret);
            if (octets.length > AccountingCodec.MAX_OCTETS - RADIUS_HEADER_OCTETS) {
                return;
            }
            byte[] signed = AccountingSamples.request(7, AccountingSamples.SECRET, octets);
            switch (AccountingCodec.decode(signed, secret)) {
                case AccountingRequest request -> AccountingCodec.encodeResponse(request, secret);
                case UndecodableAccounting refused -> same(refused.reason() == null, false);
            }
        }
    }

    private static void eap(byte[] octets) {
        switch (EapCodec.decode(octets)) {
            case AkaMessage aka -> same(aka, EapCodec.decode(EapCodec.encode((EapMessage) aka)));
            case EapMessage message -> same(message, EapCodec.decode(EapCodec.encode(message)));
            case UndecodableEap refused -> same(refused.reason() == null, false);
        }
    }

    private static void coap(byte[] octets) {
        switch (CoapCodec.decode(octets)) {
            case CoapMessage message -> same(message, CoapCodec.decode(CoapCodec.encode(message)));
            case UndecodableCoap undecodable -> within(undecodable.offset(), octets);
        }
        switch (CoapCodec.decodeInner(octets, CARRIER)) {
            case CoapMessage message ->
                    same(message, CoapCodec.decodeInner(CoapCodec.encodeInner(message), CARRIER));
            case UndecodableCoap undecodable -> within(undecodable.offset(), octets);
        }
    }

    private static void oscoreOption(byte[] octets) {
        Octets value = Octets.copyOf(octets);
        OscoreOption.decode(value).ifPresent(option -> same(option.encode(), value));
    }
}
