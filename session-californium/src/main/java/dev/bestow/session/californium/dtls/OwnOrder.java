package dev.bestow.session.californium.dtls;

import org.eclipse.californium.scandium.dtls.cipher.CipherSuite;
import org.eclipse.californium.scandium.dtls.cipher.CipherSuiteParameters;
import org.eclipse.californium.scandium.dtls.cipher.DefaultCipherSuiteSelector;

import java.util.List;

/// Chooses, of the suites that a device offers, the one that comes first in the server's own list. Scandium's default
/// is the device's order, by which a device that has forward secrecy, and names it last, would go without.
final class OwnOrder extends DefaultCipherSuiteSelector {
    private final List<CipherSuite> suites;

    OwnOrder(List<CipherSuite> suites) {
        this.suites = suites;
    }

    @Override
    public boolean select(CipherSuiteParameters offered) {
        for (CipherSuite suite : suites) {
            if (offered.getCipherSuites().contains(suite) && select(suite, offered)) {
                return true;
            }
        }
        // None: it says why.
        return super.select(offered);
    }
}
