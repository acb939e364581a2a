package dev.bestow.conformance.planted.mme;

import dev.bestow.conformance.planted.aka.SubscriberKey;
import dev.bestow.conformance.planted.hss.Registrar;

/// A node that knows another one, and K.
record CuriousMme(Registrar registrar, SubscriberKey key) {}
