package orchestrator.chaincode.service;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;

/**
 * A file that can be read, and the variable that names it.
 *
 * @param variable for the message when something is wrong with it
 */
record SettingFile(String variable, Path path) {
  String text() {
    return path.toString();
  }

  /** The first of the certificates in the file, in PEM; all are read. */
  Certificate certificate() {
    try (InputStream in = Files.newInputStream(path)) {
      return CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
          .findFirst()
          .orElseThrow(() -> wrong("there is no certificate in " + path));
    } catch (CertificateException e) {
      throw wrong("there is no certificate that can be read in " + path);
    } catch (IOException e) {
      throw wrong("cannot read " + path);
    }
  }

  /** The private key in the file, in PEM and not encrypted. */
  PrivateKey key() {
    try (PEMParser parser = new PEMParser(Files.newBufferedReader(path))) {
      for (Object found = parser.readObject(); found != null; found = parser.readObject()) {
        if (found instanceof PEMKeyPair pair) {
          return new JcaPEMKeyConverter().getPrivateKey(pair.getPrivateKeyInfo());
        }
        if (found instanceof PrivateKeyInfo key) {
          return new JcaPEMKeyConverter().getPrivateKey(key);
        }
      }
    } catch (IOException e) {
      throw wrong("there is no key that can be read in " + path);
    }
    throw wrong("there is no key in " + path);
  }

  SettingException wrong(String fault) {
    return new SettingException(variable, fault);
  }
}
