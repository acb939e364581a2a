package dev.bestow.session.ua;

import dev.bestow.core.Eksi;
import dev.bestow.core.Guti;
import dev.bestow.core.KeyName;
import dev.bestow.core.Octets;
import dev.bestow.core.Rand;
import dev.bestow.core.RandId;

/// The name of a key as MACs cover it. On the wire four octets stand for a RAND; here it is whole, so
/// two keys with one RAND id never share a `t`.
public sealed interface FullName {
    /// 16 octets: the RAND of the AKA run the key came from.
    ///
    /// @param id what stands for it on the wire: its last four octets, or a short hash of the key. It only finds the
    ///     key, so no MAC covers it
    record ByRand(Rand rand, RandId id) implements FullName {
        public ByRand(Rand rand) {
            this(rand, rand.id());
        }

        @Override
        public KeyName keyName() {
            return new KeyName.ByRand(id);
        }

        @Override
        public Octets octets() {
            return rand.octets();
        }
    }

    /// 10 octets of GUTI; the eKSI is in the header octet, which every MAC covers too.
    record ByGuti(Guti guti, Eksi eksi) implements FullName {
        @Override
        public KeyName.ByGuti keyName() {
            return new KeyName.ByGuti(guti, eksi);
        }

        @Override
        public Octets octets() {
            return guti.encode();
        }
    }

    /// The name as it travels.
    KeyName keyName();

    /// The name as MACs cover it. Which of the two lengths it has follows from the header octet.
    Octets octets();
}
