package dev.bestow.keystore;

import dev.bestow.core.AsId;
import dev.bestow.core.Imsi;
import dev.bestow.core.InvalidValue;

import java.util.List;

/// One subscriber as the HSS keeps it.
///
/// @param imsi who
/// @param credentials wrapped K and operator's variant, the algorithm and AMF
/// @param epoch raised at withdrawal and whenever SIM or K change; keys of a lower epoch do not exist
///     any more. At least 1
/// @param sqnOffset what SEQ is ahead of the clock, learned from AUTS; with [SqnScheme#COUNTER] the last SEQ
///     taken. Only ever grows within an epoch
/// @param cards what this subscriber's card has in common with its batch
/// @param externalIdentifier what application servers call the device, `local@domain` (TS 23.003
///     clause 19.7.2)
/// @param allowedAs the application servers that may have a key for this subscriber, each literally
/// @param subscription what it may use of the network
public record Subscriber(
        Imsi imsi,
        WrappedCredentials credentials,
        long epoch,
        long sqnOffset,
        CardBatch cards,
        String externalIdentifier,
        List<AsId> allowedAs,
        Subscription subscription) {
    /// The first epoch of an IMSI nobody has ever provisioned.
    public static final long FIRST_EPOCH = 1;

    public Subscriber {
        if (epoch < FIRST_EPOCH) {
            throw new InvalidValue("epoch", "starts at 1");
        }
        if (sqnOffset < 0) {
            throw new InvalidValue("SQN offset", "is negative");
        }
        if (externalIdentifier.isEmpty() || externalIdentifier.length() > 253) {
            throw new InvalidValue("external identifier", "needs 1 to 253 characters");
        }
        allowedAs = List.copyOf(allowedAs);
    }

    /// Whether `asId` may have a key for this subscriber.
    public boolean allows(AsId asId) {
        return allowedAs.contains(asId);
    }

    public Subscriber withSqnOffset(long offset) {
        return new Subscriber(
                imsi,
                credentials,
                epoch,
                offset,
                cards,
                externalIdentifier,
                allowedAs,
                subscription);
    }

    Subscriber withCredentials(WrappedCredentials wrapped) {
        return new Subscriber(
                imsi,
                wrapped,
                epoch,
                sqnOffset,
                cards,
                externalIdentifier,
                allowedAs,
                subscription);
    }
}
