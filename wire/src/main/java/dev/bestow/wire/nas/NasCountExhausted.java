package dev.bestow.wire.nas;

/// The sender's COUNT would begin anew, and a COUNT must never protect two messages: the context is
/// spent. Comes only to those who let [NasSecurity#nearWrap()] pass unheard for 256 messages.
public final class NasCountExhausted extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NasCountExhausted() {
        super("the NAS COUNT is exhausted", null, false, false);
    }
}
