package orchestrator.executor.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import orchestrator.pem.PemFile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

@Tag("slow")
class CertificateCommandTest {
  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter error = new StringWriter();

  private int run(String... arguments) {
    return new CommandLine(new CertificateCommand(() -> Instant.parse("2026-03-04T05:06:07Z")))
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(error))
        .execute(arguments);
  }

  private String openssl(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("openssl"));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(text).isZero();
    return text;
  }

  private String target() {
    return folder.resolve("executor").toString();
  }

  @Test
  void aCertificateIsOneForOpenssl() throws Exception {
    assertThat(run("-host", "127.0.0.1,localhost, ::1", "-target", target())).isZero();

    String text = openssl("x509", "-noout", "-text", "-in", target() + ".pem");
    assertThat(text)
        .contains(
            "Issuer: O = Gorchestrator",
            "Subject: O = Gorchestrator",
            "Not Before: Mar  4 05:06:07 2026 GMT",
            "Not After : Mar  4 05:06:07 2027 GMT",
            "Public-Key: (2048 bit)",
            "IP Address:127.0.0.1, DNS:localhost, IP Address:0:0:0:0:0:0:0:1",
            "TLS Web Server Authentication, TLS Web Client Authentication",
            "Digital Signature, Key Encipherment\n",
            "CA:FALSE");
    assertThat(Files.readString(folder.resolve("executor_key.pem")))
        .startsWith("-----BEGIN RSA PRIVATE KEY-----");
    openssl("verify", "-CAfile", target() + ".pem", target() + ".pem");
    openssl("rsa", "-check", "-noout", "-in", target() + "_key.pem");
  }

  @Test
  void onlyTheOwnerReadsTheKey() throws Exception {
    run("-host", "x", "-target", target());
    Files.setPosixFilePermissions(
        folder.resolve("executor_key.pem"), PosixFilePermissions.fromString("rw-rw-rw-"));
    run("-host", "x", "-target", target());

    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(folder.resolve("executor_key.pem"))))
        .isEqualTo("rw-------");
    assertThat(folder).isDirectoryContaining("glob:**executor.pem");
    try (var files = Files.list(folder)) {
      assertThat(files).hasSize(2);
    }
  }

  @Test
  void optionsMayHaveTwoDashes() throws Exception {
    int code =
        run(
            "--host=a.example",
            "--target",
            target(),
            "--ca",
            "--duration=48h30m",
            "--start-date",
            "Jan 1 15:04:05 2011",
            "--rsa-bits",
            "3072");

    assertThat(code).as(error.toString()).isZero();
    assertThat(openssl("x509", "-noout", "-text", "-in", target() + ".pem"))
        .contains(
            "Not Before: Jan  1 15:04:05 2011 GMT",
            "Not After : Jan  3 15:34:05 2011 GMT",
            "Public-Key: (3072 bit)",
            "CA:TRUE",
            "Certificate Sign");
  }

  @ParameterizedTest
  @ValueSource(strings = {"P224", "P256", "P384", "P521"})
  void ellipticKeysAreSec1(String curve) throws Exception {
    assertThat(run("-host", "x", "-target", target(), "-ecdsa-curve", curve)).isZero();

    assertThat(openssl("x509", "-noout", "-text", "-in", target() + ".pem"))
        .contains("Public-Key: (" + curve.substring(1) + " bit)");
    assertThat(Files.readString(folder.resolve("executor_key.pem")))
        .startsWith("-----BEGIN EC PRIVATE KEY-----");
    assertThat(openssl("ec", "-check", "-noout", "-in", target() + "_key.pem"))
        .contains("EC Key valid");
    if (!curve.equals("P224")) {
      var certificate = new PemFile(folder.resolve("executor.pem")).certificates().get(0);
      new PemFile(folder.resolve("executor_key.pem")).keyOf(certificate.getPublicKey());
    }
  }

  @Test
  void wrongOptionsWriteNothing() {
    assertThat(run("-target", target())).isEqualTo(2);
    for (String[] wrong :
        List.of(
            new String[] {"-host", "a,,b"},
            new String[] {"-host", "x", "-ecdsa-curve", "P1"},
            new String[] {"-host", "x", "-rsa-bits", "12"},
            new String[] {"-host", "x", "-duration", "soon"},
            new String[] {"-host", "x", "-duration", "99999999h"},
            new String[] {"-host", "x", "-start-date", "2011-01-01"})) {
      List<String> arguments = new ArrayList<>(List.of(wrong));
      arguments.addAll(List.of("-target", target()));
      assertThat(run(arguments.toArray(String[]::new))).as(arguments.toString()).isEqualTo(2);
    }
    assertThat(folder).isEmptyDirectory();
    assertThat(error.toString())
        .contains(
            "--host", "P224, P256, P384 or P521", "1024 to 16384", "8760h", "Jan 1 15:04:05 2011");
  }

  @Test
  void aFolderThatIsMissingIsAFailure() {
    assertThat(run("-host", "x", "-target", folder + "/none/x")).isEqualTo(1);
    assertThat(error.toString()).contains("cannot write " + folder + "/none/x.pem");
  }
}
