package dev.bestow.ue.card;

import dev.bestow.core.Octets;
import dev.bestow.core.Secret;

import java.util.Arrays;

/// What a card answers, data and status word, and a cursor over the data. May hold keys: close it. Any
/// misfit in the data is a [Misfit], which this package's decoders turn into a value.
///
/// ```
/// data n | SW1 | SW2
/// ```
final class ResponseApdu implements AutoCloseable {
    static final int STATUS_OCTETS = 2;

    /// The data are not what the command's answer has.
    static final class Misfit extends Exception {
        private static final long serialVersionUID = 1L;

        Misfit(String reason) {
            super(reason);
        }

        /// What is wrong, in words.
        String reason() {
            return String.valueOf(getMessage());
        }
    }

    private final byte[] octets;
    private int at;

    /// Takes `octets` over, at least a status word.
    ResponseApdu(byte[] octets) {
        this.octets = octets;
    }

    /// SW1 and SW2.
    int status() {
        return sw1() << 8 | sw2();
    }

    int sw1() {
        return octets[octets.length - STATUS_OCTETS] & 0xff;
    }

    int sw2() {
        return octets[octets.length - 1] & 0xff;
    }

    /// Octets of data not read yet.
    int left() {
        return octets.length - STATUS_OCTETS - at;
    }

    /// The next octet.
    int octet(String what) throws Misfit {
        return octets[advance(what, 1)] & 0xff;
    }

    /// The next `length` octets.
    Octets octets(String what, int length) throws Misfit {
        return Octets.copyOf(octets, advance(what, length), length);
    }

    /// The next `length` octets, which disappear from here.
    Secret secret(String what, int length) throws Misfit {
        return Secret.taking(octets, advance(what, length), length);
    }

    /// The length octet of `what`, which is `length` and nothing else.
    void expect(String what, int length) throws Misfit {
        int given = octet("the length of " + what);
        if (given != length) {
            throw new Misfit("has " + what + " of " + given + " octets, needs " + length);
        }
    }

    /// Nothing may follow.
    void end() throws Misfit {
        if (left() != 0) {
            throw new Misfit("has " + left() + " octets too many");
        }
    }

    private int advance(String what, int length) throws Misfit {
        if (left() < length) {
            throw new Misfit("ends within " + what);
        }
        int start = at;
        at += length;
        return start;
    }

    /// The data of `this`, read or not, and those of `more`, with the status word of the latter. Both are
    /// wiped.
    ResponseApdu followedBy(ResponseApdu more) {
        int mine = octets.length - STATUS_OCTETS;
        byte[] all = Arrays.copyOf(octets, mine + more.octets.length);
        System.arraycopy(more.octets, 0, all, mine, more.octets.length);
        close();
        more.close();
        return new ResponseApdu(all);
    }

    /// Wipes it.
    @Override
    public void close() {
        Arrays.fill(octets, (byte) 0);
    }
}
