/// Mobility Management Entity.
package dev.bestow.mme;
