package orchestrator.server.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class CertificateTextTest {
  @Test
  void itNamesSubjectIssuerAndDates() throws Exception {
    var certificate = TestCa.root("CN=ca,O=Ministère").issue("CN=client,O=A,O=B").certificate();

    assertThat(CertificateText.of(certificate))
        .isEqualTo(
            "subject \"O=B,O=A,CN=client\", issuer \"CN=ca,O=Ministère\", valid from "
                + certificate.getNotBefore().toInstant()
                + " to "
                + certificate.getNotAfter().toInstant());
  }

  @Test
  void nothingInItEndsALineOrSteersATerminal() throws Exception {
    String odd = "a\r\n\u001b[31mred\u2028\u202etxet\u200b\"";
    var certificate = TestCa.root("CN=ca").issue("CN=" + odd.replace("\"", "\\\"")).certificate();

    assertThat(CertificateText.subject(certificate))
        .doesNotContainPattern("[\\x00-\\x1f\\x7f-\\x9f\u2028\u202e\u200b]")
        .contains("red", "\\u{202e}")
        .doesNotContain("\"");
  }

  @Test
  void itIsBounded() throws Exception {
    var certificate = TestCa.root("CN=ca").issue(TestCa.LONG_SUBJECT).certificate();

    assertThat(CertificateText.of(certificate)).hasSizeLessThan(500).contains("xxx", "...\"");
    assertThat(CertificateText.safe("\u0000".repeat(100_000))).hasSizeLessThan(1_500);
  }

  @Test
  void aSubjectMayBeEmpty() throws Exception {
    assertThat(
            CertificateText.subject(
                TestCa.root("CN=ca").issue("", TestCa.anHourAgo(), Instant.now()).certificate()))
        .isEmpty();
  }
}
