package dev.bestow.keystore;

import dev.bestow.core.Imsi;
import dev.bestow.keys.KeyKind;

/// A proof from the HSS: the MME that asked for these vectors sent an Update Location, so one of them was used. It
/// proves the set of keys pushed for that MME since its Update Location before. Which of the set is the device's it
/// does not tell, so none of a set supersedes another.
///
/// @param imsi whose
/// @param kind of which keys
/// @param epoch the subscriber's epoch
/// @param host Diameter identity of the MME, [PushedKey#requestingHost] of the set
/// @param issueBound the set ends here: highest issue number made for that MME, see [KeyOrder#issueNumber]
/// @param provenAtMs when it reached this node; the earliest counts, and only starts the grace time of the set
///     before
public record LocationProof(
        Imsi imsi, KeyKind kind, long epoch, String host, long issueBound, long provenAtMs)
        implements Proof {}
