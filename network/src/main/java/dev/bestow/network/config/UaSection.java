package dev.bestow.network.config;

import dev.bestow.core.InvalidValue;
import dev.bestow.session.ua.CertificateKeys;
import dev.bestow.wire.ua.UaForm;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// The Ua port of an endpoint.
///
/// @param listen where it waits for datagrams
/// @param forms requests in others are refused; when absent compact and literal, and certificate where it has keys
/// @param certificateKeys its private keys for the certificate form (`bestow keys endpoint`), the newest first; those
///     of before stay until no device is configured with them
public record UaSection(Endpoint listen, List<RequestForm> forms, List<Path> certificateKeys) {
    public UaSection {
        boolean asked = forms.contains(RequestForm.certificate);
        if (asked && certificateKeys.isEmpty()) {
            throw new InvalidValue(
                    "certificateKeys",
                    "is missing, and forms has certificate; 'bestow keys endpoint' makes a key");
        }
        if (!forms.isEmpty() && !asked && !certificateKeys.isEmpty()) {
            throw new InvalidValue("forms", "has no certificate, for which certificateKeys are");
        }
        if (certificateKeys.size() > CertificateKeys.MAX_KEYS) {
            throw new InvalidValue(
                    "certificateKeys", "has more than " + CertificateKeys.MAX_KEYS + " files");
        }
    }

    /// As most have it.
    public static UaSection listening(Endpoint listen) {
        return new UaSection(listen, List.of(), List.of());
    }

    /// What is taken.
    public Set<UaForm> taken() {
        EnumSet<UaForm> taken = EnumSet.noneOf(UaForm.class);
        if (forms.isEmpty()) {
            taken.add(UaForm.COMPACT);
            taken.add(UaForm.LITERAL);
            if (!certificateKeys.isEmpty()) {
                taken.add(UaForm.CERTIFICATE);
            }
        }
        forms.forEach(form -> taken.add(form.form()));
        return taken;
    }
}
