/// What an HSS notes of each subscriber's keys. Start with [dev.bestow.hss.trace.HssEvent].
package dev.bestow.hss.trace;
