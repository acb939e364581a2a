/// End-to-middle key server.
package dev.bestow.emks;
