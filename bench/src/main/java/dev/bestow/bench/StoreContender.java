package dev.bestow.bench;

/// Something that keeps keys and subscribers, with an fsync before every acknowledgement of a write.
interface StoreContender {
    /// Keeps a key, keeps what confirms it, finds it by its name: two durable writes of two rows each.
    void putAndGet(int number) throws Exception;

    /// Reads a subscriber.
    void profile(int number) throws Exception;
}
