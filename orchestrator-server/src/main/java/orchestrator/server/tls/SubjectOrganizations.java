package orchestrator.server.tls;

import java.security.cert.X509Certificate;
import java.util.HashSet;
import java.util.Set;
import javax.naming.NamingException;
import javax.naming.directory.Attribute;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;

/** Reads the Organization (O) values of a certificate's subject. */
final class SubjectOrganizations {
  private SubjectOrganizations() {}

  /** All of them, wherever they stand in the name. */
  static Set<String> of(X509Certificate certificate) {
    Set<String> organizations = new HashSet<>();
    try {
      for (Rdn part : new LdapName(certificate.getSubjectX500Principal().getName()).getRdns()) {
        Attribute attribute = part.toAttributes().get("O");
        for (int i = 0; attribute != null && i < attribute.size(); i++) {
          // A value that is no text is given as bytes, and names nobody.
          if (attribute.get(i) instanceof String organization) {
            organizations.add(organization);
          }
        }
      }
    } catch (NamingException e) {
      return Set.of();
    }
    return organizations;
  }
}
