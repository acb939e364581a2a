package dev.bestow.aka.cards;

import dev.bestow.aka.Amf;
import dev.bestow.aka.Credentials;
import dev.bestow.aka.Sqn;
import dev.bestow.core.Imsi;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/// One card of a [CardFile].
///
/// @param line where it stands in the file, from 1
/// @param imsi the subscriber
/// @param credentials algorithm, K and the operator's variant; wiped when the file is closed
/// @param amf the authentication management field, [Amf#EPS] when the file says nothing
/// @param sqn a sequence number the card has reached, or the next it will be sent, if the file says so: numbers above
///     it are good
/// @param subscription the cells about the subscription that are not empty
public record Card(
        int line,
        Imsi imsi,
        Credentials credentials,
        Amf amf,
        @Nullable Sqn sqn,
        Map<Column, TextCell> subscription) {
    public Card {
        subscription = Map.copyOf(subscription);
    }
}
