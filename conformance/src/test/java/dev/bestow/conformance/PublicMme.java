package dev.bestow.conformance;

import dev.bestow.core.Imsi;
import dev.bestow.core.Octets;
import dev.bestow.core.PlmnId;
import dev.bestow.core.Ports;
import dev.bestow.link.diameter.DiameterConfig;
import dev.bestow.link.diameter.DiameterLimits;
import dev.bestow.link.diameter.DiameterNode;
import dev.bestow.link.diameter.Outcome;
import dev.bestow.link.diameter.Requester;
import dev.bestow.link.tls.TlsIdentity;
import dev.bestow.wire.diameter.ApplicationId;
import dev.bestow.wire.diameter.AvpCursor;
import dev.bestow.wire.diameter.AvpType;
import dev.bestow.wire.diameter.BaseAvps;
import dev.bestow.wire.diameter.BestowAvps;
import dev.bestow.wire.diameter.CommandCode;
import dev.bestow.wire.diameter.DiameterMessage;
import dev.bestow.wire.diameter.ErrorAnswer;
import dev.bestow.wire.diameter.MessageBuilder;
import dev.bestow.wire.diameter.Origin;
import dev.bestow.wire.diameter.Result;
import dev.bestow.wire.diameter.ResultCode;
import dev.bestow.wire.diameter.TgppAvps;
import dev.bestow.wire.s6a.S6aAvps;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// An MME that knows nothing of Bestow, as those are that anybody can have: what it sends, and what it insists on, is
/// what Open5GS 2.8.0 does. It is stricter in one thing, as others are (OpenAirInterface): an answer holds no AVP, at
/// any depth, that is not in its dictionary.
///
/// Thread-safe. It takes Cancel Location and Insert Subscriber Data, and answers every other request with 3001, Reset
/// and Delete Subscriber Data among them.
public final class PublicMme implements AutoCloseable {
    /// What it knows: vendor, code, and `G` for a group.
    private static final Map<String, Boolean> DICTIONARY =
            dictionary(
                    """
                    0/263 0/264 0/268 0/277 0/279G 0/296 0/297G 0/298 0/266 0/1 0/283 0/293 0/282 0/284G 0/280 0/33
                    0/260G 0/258 0/493 10415/628G 10415/629 10415/630
                    10415/1413G 10415/1414G 10415/1419 10415/1447 10415/1448 10415/1449 10415/1450
                    10415/1400G 10415/1406 10415/701 10415/1643 10415/1417 10415/1424 10415/1425 10415/1426
                    10415/1435G 10415/515 10415/516 10415/1619 10415/13 10415/1429G 10415/1423 10415/1428
                    10415/1430G 10415/1456 10415/848 10415/1431G 10415/1028 10415/1034G 10415/1046 10415/1047
                    10415/1048 0/486G 10415/1432 10415/1438 10415/1420 10415/1638 10415/1490
                    """);

    private static final long DEADLINE_MS = 20_000;

    private final Origin self;
    private final String homeRealm;
    private final DiameterNode diameter;
    private final String neighbour;
    private final List<DiameterMessage> received = new CopyOnWriteArrayList<>();
    private final AtomicInteger sessions = new AtomicInteger();

    /// @param neighbour the HSS, or a relay, to connect to
    /// @param homeRealm Destination-Realm of what it asks; it names no host
    public PublicMme(
            Origin self,
            DiameterConfig.Peer neighbour,
            String homeRealm,
            Ports ports,
            @Nullable TlsIdentity tls) {
        this.self = self;
        this.homeRealm = homeRealm;
        this.neighbour = neighbour.host();
        diameter =
                new DiameterNode(
                        new DiameterConfig(
                                self.host(),
                                self.realm(),
                                "freeDiameter",
                                BestowAvps.DEFAULT_VENDOR_ID,
                                Set.of(ApplicationId.S6A),
                                null,
                                null,
                                List.of(neighbour),
                                DiameterLimits.DEFAULT.withReconnect(50, 200),
                                tls),
                        ports,
                        this::served,
                        null);
    }

    /// Connects.
    public void start() throws IOException {
        diameter.start();
        try {
            diameter.connected(neighbour).get(DEADLINE_MS, TimeUnit.MILLISECONDS);
        } catch (Exception e) {
            throw new IOException("no connection to " + neighbour, e);
        }
    }

    private static Map<String, Boolean> dictionary(String text) {
        Map<String, Boolean> rows = new HashMap<>();
        for (String row : text.strip().split("\\s+", -1)) {
            rows.put(row.replace("G", ""), row.endsWith("G"));
        }
        return rows;
    }

    /// AIR for one vector.
    public DiameterMessage askVector(Imsi imsi, PlmnId plmn) {
        MessageBuilder out = request(CommandCode.AUTHENTICATION_INFORMATION, imsi);
        out.openGroup(S6aAvps.REQUESTED_EUTRAN_AUTHENTICATION_INFO)
                .put(S6aAvps.NUMBER_OF_REQUESTED_VECTORS, 1)
                .put(S6aAvps.IMMEDIATE_RESPONSE_PREFERRED, 1)
                .closeGroup();
        return answer(vendorSpecific(out.put(TgppAvps.VISITED_PLMN_ID, plmn.encode())));
    }

    /// ULR of an attach.
    ///
    /// @param imeisv 16 digits
    public DiameterMessage updateLocation(Imsi imsi, PlmnId plmn, String imeisv) {
        MessageBuilder out =
                MessageBuilder.request(
                        CommandCode.UPDATE_LOCATION,
                        ApplicationId.S6A,
                        DiameterMessage.FLAG_PROXIABLE);
        out.put(BaseAvps.SESSION_ID, nextSession());
        vendorSpecific(out);
        putHead(out, imsi);
        out.openGroup(TgppAvps.TERMINAL_INFORMATION)
                .put(S6aAvps.IMEI, imeisv.substring(0, 14))
                .put(S6aAvps.SOFTWARE_VERSION, imeisv.substring(14))
                .closeGroup()
                .put(TgppAvps.RAT_TYPE, 1004)
                .put(S6aAvps.ULR_FLAGS, 1 << 1 | 1 << 5)
                .put(TgppAvps.VISITED_PLMN_ID, plmn.encode())
                .put(TgppAvps.may(1615, "UE-SRVCC-Capability", AvpType.ENUMERATED), 0)
                .put(TgppAvps.may(1648, "SMS-Register-Request", AvpType.ENUMERATED), 1);
        return answer(out);
    }

    /// NOR of a PDN connection, as an MME sends it that tells its HSS which PDN gateway serves an APN.
    public DiameterMessage notifyOf(Imsi imsi, String apn) {
        MessageBuilder out = request(CommandCode.NOTIFY, imsi);
        return answer(vendorSpecific(out.put(BaseAvps.SERVICE_SELECTION, apn)));
    }

    private String nextSession() {
        return self.host() + ";1790000000;" + sessions.incrementAndGet() + ";app_s6a";
    }

    private MessageBuilder request(int command, Imsi imsi) {
        MessageBuilder out =
                MessageBuilder.request(command, ApplicationId.S6A, DiameterMessage.FLAG_PROXIABLE);
        out.put(BaseAvps.SESSION_ID, nextSession());
        putHead(out, imsi);
        return out;
    }

    private void putHead(MessageBuilder out, Imsi imsi) {
        out.put(BaseAvps.AUTH_SESSION_STATE, BaseAvps.NO_STATE_MAINTAINED);
        self.putInto(out);
        out.put(BaseAvps.DESTINATION_REALM, homeRealm).put(BaseAvps.USER_NAME, imsi.digits());
    }

    private static MessageBuilder vendorSpecific(MessageBuilder out) {
        return out.openGroup(BaseAvps.VENDOR_SPECIFIC_APPLICATION_ID)
                .put(BaseAvps.VENDOR_ID, TgppAvps.VENDOR_ID)
                .put(BaseAvps.AUTH_APPLICATION_ID, ApplicationId.S6A)
                .closeGroup();
    }

    private DiameterMessage answer(MessageBuilder request) {
        return switch (diameter.exchange(request.build(), DEADLINE_MS)) {
            case Outcome.Answered(DiameterMessage answer) -> answer;
            case Outcome other -> throw new IllegalStateException("no answer: " + other);
        };
    }

    /// What the HSS asked, in that order.
    public List<DiameterMessage> received() {
        return received;
    }

    private DiameterMessage served(DiameterMessage request, Requester from) {
        received.add(request);
        return switch (request.commandCode()) {
            case CommandCode.CANCEL_LOCATION -> success(request);
            case CommandCode.INSERT_SUBSCRIBER_DATA ->
                    request.find(S6aAvps.SUBSCRIPTION_DATA) == null
                            ? ErrorAnswer.to(request, self, ResultCode.UNABLE_TO_COMPLY)
                            : success(request);
            default -> ErrorAnswer.to(request, self, ResultCode.COMMAND_UNSUPPORTED);
        };
    }

    private DiameterMessage success(DiameterMessage request) {
        MessageBuilder answer = MessageBuilder.answerTo(request);
        self.putInto(answer, Result.SUCCESS);
        return answer.build();
    }

    /// Why it refuses a vector; empty when it is content.
    public static List<String> complaintsOfVector(DiameterMessage aia) {
        List<String> complaints = unknownAvps(aia);
        var vector = new Found(aia, complaints).in(S6aAvps.AUTHENTICATION_INFO.code());
        var inside = vector.in(S6aAvps.E_UTRAN_VECTOR.code());
        for (var wanted : List.of(TgppAvps.RAND, S6aAvps.XRES, S6aAvps.AUTN, S6aAvps.KASME)) {
            inside.need(wanted.code());
        }
        return complaints;
    }

    /// Why it refuses a subscription and leaves the UE waiting; empty when it is content.
    public static List<String> complaintsOfSubscription(DiameterMessage message) {
        List<String> complaints = unknownAvps(message);
        var found = new Found(message, complaints);
        if (!message.isRequest()) {
            found.need(S6aAvps.ULA_FLAGS.code());
        }
        var subscription = found.in(S6aAvps.SUBSCRIPTION_DATA.code());
        subscription.in(S6aAvps.AMBR.code()).needBandwidths();
        var profile = subscription.in(S6aAvps.APN_CONFIGURATION_PROFILE.code());
        for (Found apn : profile.each(S6aAvps.APN_CONFIGURATION.code())) {
            apn.need(S6aAvps.CONTEXT_IDENTIFIER.code());
            apn.need(S6aAvps.PDN_TYPE.code());
            apn.need(BaseAvps.SERVICE_SELECTION.code());
            var qos = apn.in(S6aAvps.EPS_SUBSCRIBED_QOS_PROFILE.code());
            qos.need(S6aAvps.QOS_CLASS_IDENTIFIER.code());
            qos.in(S6aAvps.ALLOCATION_RETENTION_PRIORITY.code())
                    .need(S6aAvps.PRIORITY_LEVEL.code());
        }
        return complaints;
    }

    /// The AVPs, at any depth, that are not in its dictionary.
    public static List<String> unknownAvps(DiameterMessage message) {
        List<String> unknown = new ArrayList<>();
        collectUnknown(message.avps(), unknown);
        return unknown;
    }

    private static void collectUnknown(AvpCursor avps, List<String> unknown) {
        while (avps.next()) {
            String row = avps.vendorId() + "/" + avps.code();
            Boolean group = DICTIONARY.get(row);
            if (group == null) {
                unknown.add("AVP " + row + " is unknown");
            } else if (group) {
                collectUnknown(avps.group(), unknown);
            }
        }
    }

    /// AVPs of a message or a group, by code: it finds them without their vendor.
    private static final class Found {
        private final Map<Integer, List<Octets>> values = new HashMap<>();
        private final Map<Integer, List<Found>> groups = new HashMap<>();
        private final List<String> complaints;

        Found(DiameterMessage message, List<String> complaints) {
            this(message.avps(), complaints);
        }

        private Found(@Nullable AvpCursor avps, List<String> complaints) {
            this.complaints = complaints;
            while (avps != null && avps.next()) {
                int code = avps.code();
                values.computeIfAbsent(code, _ -> new ArrayList<>()).add(avps.octets());
                if (DICTIONARY.getOrDefault(avps.vendorId() + "/" + code, false)) {
                    groups.computeIfAbsent(code, _ -> new ArrayList<>())
                            .add(new Found(avps.group(), complaints));
                }
            }
        }

        void need(int code) {
            if (!values.containsKey(code)) {
                complaints.add("no AVP " + code);
            }
        }

        void needBandwidths() {
            need(S6aAvps.MAX_REQUESTED_BANDWIDTH_UL.code());
            need(S6aAvps.MAX_REQUESTED_BANDWIDTH_DL.code());
        }

        Found in(int code) {
            return each(code).getFirst();
        }

        /// An empty one, when there is none, misses all it should hold as well.
        List<Found> each(int code) {
            need(code);
            return groups.getOrDefault(code, List.of(new Found((AvpCursor) null, complaints)));
        }
    }

    @Override
    public void close() {
        diameter.close();
    }
}
