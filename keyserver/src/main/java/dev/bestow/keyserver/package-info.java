/// A key server's work: it takes keys in ([dev.bestow.keyserver.KeyNotifications]) and grants each application server
/// its own ([dev.bestow.keyserver.KeyRetrieval]). Knows no connection: who sent a message, its node has checked.
package dev.bestow.keyserver;
