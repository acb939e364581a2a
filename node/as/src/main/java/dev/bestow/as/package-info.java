/// Application server.
package dev.bestow.as;
