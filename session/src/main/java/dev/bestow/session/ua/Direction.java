package dev.bestow.session.ua;

/// Which way a message goes; one octet of every MAC, so that nothing can be reflected.
enum Direction {
    UP(0),
    DOWN(1);

    private final int octet;

    Direction(int octet) {
        this.octet = octet;
    }

    byte octet() {
        return (byte) octet;
    }

    Direction opposite() {
        return this == UP ? DOWN : UP;
    }
}
