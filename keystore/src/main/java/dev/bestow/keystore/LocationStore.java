package dev.bestow.keystore;

import dev.bestow.core.Imsi;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Optional;

/// Which MME serves each subscriber, and what other nodes have yet to be told. Durable: what is noted is there
/// after a crash, until the node has answered.
public interface LocationStore {
    /// The MME whose Update Location was the last.
    Optional<ServingMme> serving(Imsi imsi);

    /// `host` serves from now on. Its own outstanding [Notice.Kind#CANCEL_LOCATION] are void by that. Durable
    /// when this returns, together with a notice to the MME that served before, if that is another one which
    /// has not purged the UE; writes nothing when nothing changes.
    ///
    /// @param noticeId the id of that notice, should there be one
    /// @return whether there is one
    boolean serve(Imsi imsi, ServingMme mme, long noticeId);

    /// `host` keeps nothing of the UE any more. False, and nothing changes, when it is not the one that
    /// serves.
    boolean purge(Imsi imsi, String host);

    /// Notes what others have to be told; durable when this returns.
    void note(List<Notice> notices);

    /// At most `limit` notices in their order, which is any; from the one after `after`, or from the first.
    List<Notice> notices(@Nullable Notice after, int limit);

    /// The node has answered.
    void delivered(Notice notice);
}
