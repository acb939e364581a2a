package dev.bestow.scef;

import dev.bestow.link.diameter.CallResult;
import dev.bestow.wire.t6a.KeyAnswer;
import dev.bestow.wire.t6a.KeyRequest;

/// Asks the MME that a GUTI names (TR 33.863 solution 11 step 15). Blocks until it answers or the deadline is over.
@FunctionalInterface
interface KeyRequester {
    CallResult<KeyAnswer> ask(KeyRequest request);
}
