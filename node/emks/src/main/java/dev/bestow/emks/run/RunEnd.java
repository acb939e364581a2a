package dev.bestow.emks.run;

/// What a run comes to.
enum RunEnd {
    /// RES was right, and the key is kept.
    AGREED("it went well"),
    /// No identity that has an IMSI in it.
    IDENTITY("the device gives no IMSI for EAP-AKA"),
    /// As many runs as may be are under way in this subscriber's name, or failed a short while ago.
    CROWDED("as many as may be are under way in this subscriber's name, or failed just now"),
    /// The HSS gives no vector.
    NO_VECTOR("the HSS gives no vector"),
    /// No HSS answers.
    NO_ANSWER("no HSS answers"),
    /// The device does not believe that the challenge is its home network's.
    REJECTED("the device does not believe the challenge"),
    /// The device cannot go on.
    CLIENT_ERROR("the device cannot process the challenge"),
    /// The card refuses the second SQN as it did the first.
    NOT_FRESH("the card refuses the SQN after it was resynchronised"),
    /// AT_MAC is not made with the run's key.
    WRONG_MAC("AT_MAC is wrong"),
    /// RES is not the vector's.
    WRONG_RES("RES is wrong"),
    /// A message that has no place here.
    UNEXPECTED("the device sends something else than an answer"),
    /// The store would not take the key.
    NOT_KEPT("the key is not kept"),
    /// Nothing more came of the device.
    ABANDONED("the device is silent");

    private final String words;

    RunEnd(String words) {
        this.words = words;
    }

    /// For people.
    String words() {
        return words;
    }
}
