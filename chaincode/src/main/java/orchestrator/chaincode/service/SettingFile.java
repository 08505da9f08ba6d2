package orchestrator.chaincode.service;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import orchestrator.pem.PemException;
import orchestrator.pem.PemFile;

/**
 * Names a file that can be read, and the variable that names it.
 *
 * @param variable for the message when something is wrong with it
 */
record SettingFile(String variable, Path path) {
  String text() {
    return path.toString();
  }

  /** Reads the certificates in the file, in PEM; there is at least one. */
  List<X509Certificate> certificates() {
    try {
      return new PemFile(path).certificates();
    } catch (PemException e) {
      throw wrong(e);
    }
  }

  /** Checks that the file has the private key of a certificate, in PEM and not encrypted. */
  void requireKeyOf(X509Certificate certificate) {
    try {
      var unused = new PemFile(path).keyOf(certificate.getPublicKey());
    } catch (PemException e) {
      throw wrong(e);
    }
  }

  private SettingException wrong(PemException e) {
    return new SettingException(
        variable,
        switch (e.fault()) {
          case NO_CERTIFICATE -> "there is no certificate in " + path;
          case NO_KEY -> "there is no key in " + path;
          case OTHER_KEY -> "the key in " + path + " is not that of the certificate";
          default -> path + ": " + e.getMessage();
        });
  }
}
