package dev.bestow.ue.modem;

/// What [AtPort] speaks over: a line that carries octets both ways. Not thread-safe.
interface AtLine extends AutoCloseable {
    /// What came, at most as much as `into` has room for; 0 when nothing did for `waitMs`.
    ///
    /// @throws dev.bestow.aka.UsimGone when the line has gone
    int read(byte[] into, long waitMs);

    /// Writes all of it.
    ///
    /// @throws dev.bestow.aka.UsimGone when the line has gone, or takes nothing for `waitMs`
    void write(byte[] octets, long waitMs);

    /// Lets it go, for others too.
    @Override
    void close();
}
