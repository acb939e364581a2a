/// What a key server notes of each subscriber's keys. Start with [dev.bestow.keyserver.trace.KeyServerTrace].
package dev.bestow.keyserver.trace;
