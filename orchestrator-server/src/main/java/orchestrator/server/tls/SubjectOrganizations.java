package orchestrator.server.tls;

import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.bouncycastle.asn1.ASN1BitString;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.ASN1UniversalString;
import org.bouncycastle.asn1.x500.AttributeTypeAndValue;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;

/** Reads the Organization (O) values of a certificate's subject. */
final class SubjectOrganizations {
  private SubjectOrganizations() {}

  /** All of them, wherever they stand in the name; a value that is no text names nobody. */
  static Set<String> of(X509Certificate certificate) {
    X500Name subject = X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
    return Arrays.stream(subject.getRDNs(BCStyle.O))
        .flatMap(part -> Arrays.stream(part.getTypesAndValues()))
        .filter(part -> part.getType().equals(BCStyle.O))
        .map(AttributeTypeAndValue::getValue)
        .filter(SubjectOrganizations::isText)
        .map(value -> ((ASN1String) value).getString())
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Bouncy Castle gives some strings in hexadecimal digits. */
  private static boolean isText(ASN1Encodable value) {
    return value instanceof ASN1String
        && !(value instanceof ASN1UniversalString)
        && !(value instanceof ASN1BitString);
  }
}
