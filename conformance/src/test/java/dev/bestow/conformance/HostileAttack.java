package dev.bestow.conformance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// What a client without a key sends to an endpoint, made of what others said on the way.
enum HostileAttack {
    /// First messages of devices that nobody knows.
    STRANGERS {
        @Override
        List<byte[]> datagrams(Heard heard, int count, Random random) {
            List<byte[]> made = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                byte[] octets = heard.up().get(i % heard.up().size()).clone();
                byte[] noise = new byte[octets.length];
                random.nextBytes(noise);
                int from = Math.min(octets.length, heard.head());
                int to = Math.min(octets.length, from + NAME);
                System.arraycopy(noise, from, octets, from, to - from);
                int proof = Math.max(to, octets.length - NAME);
                System.arraycopy(noise, proof, octets, proof, octets.length - proof);
                made.add(octets);
            }
            return made;
        }
    },
    /// All that devices sent, again and again.
    REPLAYED {
        @Override
        List<byte[]> datagrams(Heard heard, int count, Random random) {
            return times(heard.up(), count);
        }
    },
    /// The server's own answers.
    REFLECTED {
        @Override
        List<byte[]> datagrams(Heard heard, int count, Random random) {
            return times(heard.down(), count);
        }
    },
    /// At every length.
    TRUNCATED {
        @Override
        List<byte[]> datagrams(Heard heard, int count, Random random) {
            List<byte[]> made = new ArrayList<>();
            for (byte[] octets : heard.up()) {
                for (int length = 0; length < octets.length; length++) {
                    made.add(Arrays.copyOf(octets, length));
                }
            }
            return made;
        }
    },
    /// A bit in each octet.
    FLIPPED {
        @Override
        List<byte[]> datagrams(Heard heard, int count, Random random) {
            List<byte[]> made = new ArrayList<>();
            for (byte[] octets : heard.up()) {
                for (int at = 0; at < octets.length; at++) {
                    byte[] flipped = octets.clone();
                    flipped[at] ^= (byte) (1 << random.nextInt(Byte.SIZE));
                    made.add(flipped);
                }
            }
            return made;
        }
    },
    /// The beginning of another protection's messages before, and these whole.
    MIXED {
        @Override
        List<byte[]> datagrams(Heard heard, int count, Random random) {
            List<byte[]> made = new ArrayList<>(heard.others());
            for (byte[] other : heard.others()) {
                byte[] own = heard.up().get(random.nextInt(heard.up().size()));
                for (int head = 1; head <= Math.min(MAX_HEAD, other.length); head += 3) {
                    byte[] before = Arrays.copyOf(other, head + own.length);
                    System.arraycopy(own, 0, before, head, own.length);
                    made.add(before);
                    byte[] over = own.clone();
                    System.arraycopy(other, 0, over, 0, Math.min(head, over.length));
                    made.add(over);
                }
            }
            return made;
        }
    },
    /// Every value of each of the octets that say form, ciphering and transform, in a first message and one of a
    /// session: Ua's first, ESP's fifth, CoAP's first and second, those of a record of DTLS.
    DOWNGRADED {
        @Override
        List<byte[]> datagrams(Heard heard, int count, Random random) {
            List<byte[]> made = new ArrayList<>();
            for (byte[] octets : List.of(heard.up().getFirst(), heard.up().getLast())) {
                for (int at = 0; at < Math.min(SAYING, octets.length); at++) {
                    for (int value = 0; value < 256; value++) {
                        if (value != (octets[at] & 0xff)) {
                            byte[] changed = octets.clone();
                            changed[at] = (byte) value;
                            made.add(changed);
                        }
                    }
                }
            }
            return made;
        }
    };

    /// Octets of a key's name and of what is drawn for a message, and of a proof.
    private static final int NAME = 12;

    private static final int MAX_HEAD = 25;
    private static final int SAYING = 5;

    /// What a protection's devices and server were heard to say.
    ///
    /// @param head octets of a first message that say what it is
    /// @param others what was said in other protections
    record Heard(int head, List<byte[]> up, List<byte[]> down, List<byte[]> others) {}

    /// What goes to the endpoint; `count` where there is no natural end.
    abstract List<byte[]> datagrams(Heard heard, int count, Random random);

    private static List<byte[]> times(List<byte[]> datagrams, int count) {
        List<byte[]> made = new ArrayList<>();
        for (int i = 0; i < Math.max(count, datagrams.size()); i++) {
            made.add(datagrams.get(i % datagrams.size()));
        }
        return made;
    }
}
