/// Certificates for laboratories. Start with [dev.bestow.cli.certificates.TestCertificates].
package dev.bestow.cli.certificates;
