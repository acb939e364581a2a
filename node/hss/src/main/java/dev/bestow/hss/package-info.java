/// Home Subscriber Server with its authentication centre.
package dev.bestow.hss;
