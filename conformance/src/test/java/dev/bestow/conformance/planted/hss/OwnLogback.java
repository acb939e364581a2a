package dev.bestow.conformance.planted.hss;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A node that passes the JDK's logger by.
final class OwnLogback {
    private static final Logger LOG = LoggerFactory.getLogger("hss");

    void start() {
        LOG.info("started");
    }
}
