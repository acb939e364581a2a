/// Values everything else is made of: identities, secrets, octets, and the ports for time and
/// randomness. Reads nothing but `java.base`; JSpecify is there for the compiler only.
module dev.bestow.core {
    requires static org.jspecify;

    exports dev.bestow.core;
    exports dev.bestow.core.subscription;
}
