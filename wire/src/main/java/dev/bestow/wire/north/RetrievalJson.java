package dev.bestow.wire.north;

import dev.bestow.core.ApplicationIdentity;
import dev.bestow.core.AsId;
import dev.bestow.core.Eksi;
import dev.bestow.core.Guti;
import dev.bestow.core.Imsi;
import dev.bestow.core.InvalidValue;
import dev.bestow.core.KeyName;
import dev.bestow.core.KeyRoot;
import dev.bestow.core.RandId;

import org.jspecify.annotations.Nullable;

import java.util.Set;
import java.util.function.Function;

/// A [RetrievalRequest] as JSON:
///
/// ```
/// { "asId": "as.example.net",
///   "keyName": { "randId": "2a99dfa5" }        or  { "guti": "00f110800112c0de0001", "eksi": 3 }
///   "root": "CK_IK",                           or KASME, or absent
///   "applicationIdentity": "meter-7" }         or  "imsi": "001010000000001", or neither
/// ```
///
/// Strict: a field it does not know is refused by name. A misspelt `root` that passed in silence
/// would fetch a key of the wrong kind.
public final class RetrievalJson {
    static final String APPLICATION_IDENTITY = "applicationIdentity";
    static final String IMSI = "imsi";

    /// Fields that a request may leave out.
    static final Set<String> OPTIONAL = Set.of("root", APPLICATION_IDENTITY, IMSI);

    private final JsonInput json;
    private @Nullable AsId asId;
    private @Nullable KeyName keyName;
    private @Nullable KeyRoot root;
    private @Nullable RandId randId;
    private @Nullable Guti guti;
    private @Nullable Eksi eksi;
    private @Nullable NamedUser user;

    private RetrievalJson(JsonInput json) {
        this.json = json;
    }

    public static byte[] encode(RetrievalRequest retrieval) {
        return JsonOutput.object(json -> {
            json.writeStringField("asId", retrieval.asId().fqdn());
            json.writeObjectFieldStart("keyName");
            switch (retrieval.keyName()) {
                case KeyName.ByRand byRand ->
                        json.writeStringField("randId", byRand.randId().toString());
                case KeyName.ByGuti byGuti -> {
                    json.writeStringField("guti", byGuti.guti().encode().hex());
                    json.writeNumberField("eksi", byGuti.eksi().value());
                }
            }
            json.writeEndObject();
            KeyRoot root = retrieval.root();
            if (root != null) {
                json.writeStringField("root", root.name());
            }
            switch (retrieval.user()) {
                case null -> {}
                case NamedUser.ByApplication(ApplicationIdentity identity) ->
                        json.writeStringField(APPLICATION_IDENTITY, identity.text());
                case NamedUser.ByImsi(Imsi imsi) -> json.writeStringField(IMSI, imsi.digits());
            }
        });
    }

    /// @param registered stands in for a name that is left out; null when nobody has registered
    public static RetrievalRequest decode(byte[] body, @Nullable AsId registered)
            throws MalformedJson {
        try (JsonInput json = new JsonInput(body)) {
            return new RetrievalJson(json).read(registered);
        }
    }

    private RetrievalRequest read(@Nullable AsId registered) throws MalformedJson {
        json.object(this::readMember);
        json.end();
        AsId caller = caller(json, asId, registered);
        if (keyName == null) {
            throw json.missing("keyName");
        }
        return new RetrievalRequest(caller, keyName, root, user);
    }

    /// Whom a request speaks for: the one it names, else the one who has registered.
    static AsId caller(JsonInput json, @Nullable AsId named, @Nullable AsId registered)
            throws MalformedJson {
        if (named != null) {
            return named;
        }
        if (registered == null) {
            throw json.missing(
                    "asId",
                    "is missing, and nobody has registered with this certificate: name it, or POST "
                            + RegistrationRequest.PATH
                            + " first");
        }
        return registered;
    }

    private void readMember(String name) throws MalformedJson {
        switch (name) {
            case "asId" -> asId = checked(json, AsId::parse);
            case "keyName" -> keyName = readKeyName();
            case "root" -> root = readRoot(json);
            case APPLICATION_IDENTITY ->
                    user =
                            readUser(text ->
                                    new NamedUser.ByApplication(new ApplicationIdentity(text)));
            case IMSI -> user = readUser(text -> new NamedUser.ByImsi(Imsi.parse(text)));
            default ->
                    throw json.wrong("is none of asId, keyName, root, applicationIdentity, imsi");
        }
    }

    private NamedUser readUser(Function<String, NamedUser> parse) throws MalformedJson {
        if (user != null) {
            throw json.wrong("is there beside another name of the user");
        }
        return checked(json, parse);
    }

    private KeyName readKeyName() throws MalformedJson {
        json.object(this::readNameMember);
        if (randId != null) {
            if (guti != null || eksi != null) {
                throw json.wrong("holds randId beside guti or eksi");
            }
            return new KeyName.ByRand(randId);
        }
        if (guti == null) {
            throw json.missing(eksi == null ? "randId" : "guti");
        }
        if (eksi == null) {
            throw json.missing("eksi");
        }
        return new KeyName.ByGuti(guti, eksi);
    }

    private void readNameMember(String name) throws MalformedJson {
        switch (name) {
            case "randId" -> randId = checked(json, RandId::parse);
            case "guti" -> guti = checked(json, Guti::parse);
            case "eksi" -> eksi = readEksi(json);
            default -> throw json.wrong("is none of randId, guti, eksi");
        }
    }

    static Eksi readEksi(JsonInput json) throws MalformedJson {
        int value = json.integer();
        try {
            return new Eksi(value);
        } catch (InvalidValue e) {
            throw json.wrong(e.reason());
        }
    }

    static KeyRoot readRoot(JsonInput json) throws MalformedJson {
        return switch (json.string()) {
            case "CK_IK" -> KeyRoot.CK_IK;
            case "KASME" -> KeyRoot.KASME;
            case "CK_IK_PUSHED" -> KeyRoot.CK_IK_PUSHED;
            default -> throw json.wrong("is none of CK_IK, KASME and CK_IK_PUSHED");
        };
    }

    /// A string that a value is made of; what the value refuses is an error of this field.
    static <T> T checked(JsonInput json, Function<String, T> parse) throws MalformedJson {
        String text = json.string();
        try {
            return parse.apply(text);
        } catch (InvalidValue e) {
            throw json.wrong(e.reason());
        }
    }
}
