/// A package whose name says nothing.
package dev.bestow.conformance.planted.util;
