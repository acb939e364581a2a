package dev.bestow.cli.lab;

import dev.bestow.aka.Credentials;
import dev.bestow.aka.Opc;
import dev.bestow.aka.SubscriberKey;
import dev.bestow.core.Entropy;
import dev.bestow.core.Imsi;
import dev.bestow.core.PlmnId;
import dev.bestow.core.Secret;

import java.util.Locale;

/// Cards for a laboratory: IMSIs counted from 1 under one network, K and OPc fresh.
final class LabCards {
    private final PlmnId plmn;
    private final Entropy entropy;

    /// One card; both ends need keys of their own, so [#credentials] hands out copies.
    record Card(Imsi imsi, Secret k, Secret opc) {
        Credentials credentials() {
            return Credentials.milenage(new SubscriberKey(k.copy()), new Opc(opc.copy()));
        }
    }

    LabCards(PlmnId plmn, Entropy entropy) {
        this.plmn = plmn;
        this.entropy = entropy;
    }

    /// Card `number`, from 0.
    Card card(int number) {
        String home = plmn.mcc() + plmn.mnc();
        String digits =
                home + String.format(Locale.ROOT, "%0" + (15 - home.length()) + "d", number + 1);
        return new Card(Imsi.parse(digits), fresh(SubscriberKey.OCTETS), fresh(Opc.OCTETS));
    }

    private Secret fresh(int octets) {
        byte[] drawn = new byte[octets];
        entropy.fill(drawn);
        return Secret.taking(drawn);
    }
}
