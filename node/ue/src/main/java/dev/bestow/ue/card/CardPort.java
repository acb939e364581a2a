package dev.bestow.ue.card;

/// Carries command APDUs to one card and its answers back: a reader, a modem that passes commands
/// (AT+CSIM), a simulator. Not thread-safe: one command at a time.
public interface CardPort extends AutoCloseable {
    /// The answer to `command`: data, then SW1 and SW2. It may hold keys, so whoever gets it wipes it.
    ///
    /// @throws dev.bestow.aka.UsimGone when none comes
    byte[] transmit(byte[] command);

    /// Whether it selects the USIM itself.
    default boolean selectsUsim() {
        return false;
    }

    /// Lets the card go.
    @Override
    void close();
}
