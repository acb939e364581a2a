package dev.bestow.wire.diameter;

/// A node's name: what it calls itself in Origin-Host and Origin-Realm.
///
/// @param host DiameterIdentity, an FQDN in lower case
/// @param realm the realm it belongs to, in lower case
public record Origin(String host, String realm) {

    /// Reads it from a request or an answer.
    public static Origin from(DiameterMessage message) {
        return new Origin(
                message.require(BaseAvps.ORIGIN_HOST).identity(),
                message.require(BaseAvps.ORIGIN_REALM).identity());
    }

    /// Puts the name alone, as base messages carry it.
    public void putInto(MessageBuilder message) {
        message.put(BaseAvps.ORIGIN_HOST, host).put(BaseAvps.ORIGIN_REALM, realm);
    }

    /// Puts a result, Auth-Session-State and the name: what every answer of S6a, S6t and T6a has behind
    /// its Session-Id.
    public void putInto(MessageBuilder answer, Result result) {
        result.putInto(answer);
        answer.put(BaseAvps.AUTH_SESSION_STATE, BaseAvps.NO_STATE_MAINTAINED);
        putInto(answer);
    }
}
