package dev.bestow.wire.s6a.emks;

import dev.bestow.core.Imsi;
import dev.bestow.core.PlmnId;
import dev.bestow.wire.s6a.ResynchronizationInfo;

import org.jspecify.annotations.Nullable;

/// Authentication-Information-Request (AIR, 318) of an EMKS: it asks for one UTRAN vector of one subscriber (TS 29.272
/// clause 7.2.5; TR 33.863 solution 3).
///
/// @param network the subscriber's home network, in Visited-PLMN-Id: the vector is bound to none
/// @param resynchronization present when the card refused the last SQN
public record UtranAuthenticationInformationRequest(
        Imsi imsi, PlmnId network, @Nullable ResynchronizationInfo resynchronization) {}
