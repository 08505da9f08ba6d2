package orchestrator.chaincode.pack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.hash.Hashing;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import orchestrator.chaincode.fixtures.TestCertificates;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class PackageCommandTest {
  private static final int BLOCK = 512;

  @TempDir private Path folder = Path.of("");
  private Path output = Path.of("");
  private Path jar = Path.of("");
  private final StringWriter printed = new StringWriter();
  private final StringWriter complained = new StringWriter();

  @BeforeEach
  void files() throws IOException {
    output = folder.resolve("orchestrator.tgz");
    jar = Files.write(folder.resolve("chaincode.jar"), new byte[200_000]);
  }

  private int run(String... options) {
    return new CommandLine(new PackageCommand(jar))
        .setOut(new PrintWriter(printed, true))
        .setErr(new PrintWriter(complained, true))
        .setParameterExceptionHandler(
            (e, arguments) -> {
              complained.write(e.getMessage());
              return 2;
            })
        .execute(options);
  }

  private int runWithClient(Path ca, Path certificate, Path key) {
    return run(
        "--address=cc:1",
        "--tls-ca=" + ca,
        "--client-certificate=" + certificate,
        "--client-key=" + key,
        "--output=" + output);
  }

  private static String text(Path file) throws IOException {
    return Files.readString(file);
  }

  /** The files of an archive, as a reader that knows only tar and gzip finds them. */
  private static Map<String, byte[]> unpack(byte[] archive) throws IOException {
    byte[] tar = new GZIPInputStream(new ByteArrayInputStream(archive)).readAllBytes();
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (int at = 0; tar[at] != 0; ) {
      String name = new String(tar, at, 100, UTF_8).replaceAll("\0.*", "");
      int size = Integer.parseInt(new String(tar, at + 124, 11, UTF_8), 8);
      files.put(name, Arrays.copyOfRange(tar, at + BLOCK, at + BLOCK + size));
      at += BLOCK + (size + BLOCK - 1) / BLOCK * BLOCK;
    }
    return files;
  }

  private Map<String, byte[]> outer() throws IOException {
    return unpack(Files.readAllBytes(output));
  }

  private Map<String, byte[]> code() throws IOException {
    return unpack(outer().get("code.tar.gz"));
  }

  private static JsonObject json(byte[] text) {
    return JsonParser.parseString(new String(text, UTF_8)).getAsJsonObject();
  }

  private JsonObject connection() throws IOException {
    return json(code().get("connection.json"));
  }

  @Test
  void aServicesPackageHoldsItsAddress() throws IOException {
    assertThat(run("--address", "cc.example:9999", "--output", output.toString())).isZero();

    assertThat(outer()).containsOnlyKeys("metadata.json", "code.tar.gz");
    assertThat(outer().get("metadata.json"))
        .asString(UTF_8)
        .isEqualTo("{\"type\":\"ccaas\",\"label\":\"orchestrator\"}");
    assertThat(connection().get("address").getAsString()).isEqualTo("cc.example:9999");
    assertThat(connection().get("tls_required").getAsBoolean()).isFalse();
  }

  @Test
  void thePrintedIdIsLabelAndDigest() throws IOException {
    run("--address", "cc.example:9999", "--label", "orc_1.0", "--output", output.toString());

    assertThat(printed.toString().strip())
        .isEqualTo("orc_1.0:" + Hashing.sha256().hashBytes(Files.readAllBytes(output)));
  }

  @Test
  void theSameOptionsMakeTheSameBytes() throws IOException {
    run("--address", "cc.example:9999", "--output", output.toString());
    byte[] first = Files.readAllBytes(output);
    run("--address", "cc.example:9999", "--output", output.toString());

    assertThat(Files.readAllBytes(output)).isEqualTo(first);
    // Another digest is another package for those who have agreed on this one.
    assertThat(Hashing.sha256().hashBytes(first))
        .hasToString("87ffa84d1b56a86dc43f35ba418f8a86feecfb7204bf50c26a4f588979031cba");
  }

  @Test
  void certificatesAreInThePackage() throws Exception {
    TestCertificates made = TestCertificates.into(folder);
    assertThat(runWithClient(made.certificate(), made.certificate(), made.key())).isZero();

    assertThat(connection().get("tls_required").getAsBoolean()).isTrue();
    assertThat(connection().get("client_auth_required").getAsBoolean()).isTrue();
    assertThat(connection().get("root_cert").getAsString()).isEqualTo(text(made.certificate()));
    assertThat(connection().get("client_cert").getAsString()).isEqualTo(text(made.certificate()));
    assertThat(connection().get("client_key").getAsString()).isEqualTo(text(made.key()));
  }

  @Test
  void templatesStayForTheBuilderToFillIn() throws IOException {
    assertThat(run("--address", "{{.peername}}_cc:9999", "--output", output.toString())).isZero();

    assertThat(connection().get("address").getAsString()).isEqualTo("{{.peername}}_cc:9999");
  }

  @Test
  void aClassicPackageHoldsTheJarAndABuildThatCopiesIt() throws IOException {
    assertThat(run("--classic", "--output", output.toString())).isZero();

    assertThat(json(outer().get("metadata.json")).get("type").getAsString()).isEqualTo("java");
    assertThat(code())
        .containsOnlyKeys(
            "src/build.gradle", "src/settings.gradle", "src/src/orchestrator-chaincode.jar");
    assertThat(code().get("src/src/orchestrator-chaincode.jar")).isEqualTo(Files.readAllBytes(jar));
  }

  @Test
  void aKeyInThePlaceOfACertificateIsNotGivenAway() throws Exception {
    TestCertificates made = TestCertificates.into(folder);
    String out = "--output=" + output;
    Path both =
        Files.writeString(folder.resolve("both.pem"), text(made.certificate()) + text(made.key()));

    assertThat(run("--address=cc:1", "--tls-ca=" + made.key(), out)).isEqualTo(2);
    assertThat(run("--address=cc:1", "--tls-ca=" + both, out)).isEqualTo(2);
    assertThat(runWithClient(made.certificate(), made.key(), made.key())).isEqualTo(2);
    assertThat(runWithClient(made.certificate(), made.certificate(), made.certificate()))
        .isEqualTo(2);

    assertThat(complained.toString())
        .contains(
            "--tls-ca: there is a private key in " + made.key(),
            "--tls-ca: there is a private key in " + both,
            "--client-certificate: there is a private key in " + made.key(),
            "--client-key: there is no PEM private key in " + made.certificate());
    assertThat(output).doesNotExist();
  }

  @Test
  void aKeyThatIsAnotherCertificatesIsNotPacked() throws Exception {
    TestCertificates made = TestCertificates.into(folder);
    Path other = TestCertificates.into(Files.createDirectory(folder.resolve("other"))).key();

    assertThat(runWithClient(made.certificate(), made.certificate(), other)).isEqualTo(2);
    assertThat(complained.toString())
        .contains("--client-key: " + other + ": the key is not the one of the certificate");
    assertThat(output).doesNotExist();
  }

  @Test
  void aWrongOptionIsNamed() throws Exception {
    TestCertificates made = TestCertificates.into(folder);
    String out = "--output=" + output;
    assertThat(run(out)).isEqualTo(2);
    assertThat(run("--address=nowhere", out)).isEqualTo(2);
    assertThat(run("--address=cc:1", "--label=a b", out)).isEqualTo(2);
    assertThat(run("--address=cc:1", "--dial-timeout=soon", out)).isEqualTo(2);
    assertThat(run("--address=cc:1", "--tls-ca=nowhere.pem", out)).isEqualTo(2);
    assertThat(run("--address=cc:1", "--tls-ca=" + jar, out)).isEqualTo(2);
    assertThat(run("--address=cc:1", "--tls-ca=", out)).isEqualTo(2);
    assertThat(run("--address=cc:1", "--client-key=" + made.key(), out)).isEqualTo(2);
    assertThat(run("--address=cc:1", "--tls-ca=" + made.certificate(), "--client-key=" + jar, out))
        .isEqualTo(2);
    assertThat(run("--address=cc:0", out)).isEqualTo(2);
    assertThat(run("--address=cc:65536", out)).isEqualTo(2);
    assertThat(run("--address=cc:1", "--output=")).isEqualTo(2);
    assertThat(run("--address=cc:1", "--classic", out)).isEqualTo(2);

    assertThat(complained.toString())
        .contains(
            "--address: missing",
            "--address: \"nowhere\" is not HOST:PORT",
            "--label: \"a b\"",
            "--dial-timeout: \"soon\"",
            "--tls-ca: there is no file nowhere.pem",
            "--tls-ca: there is no PEM certificate that can be read in " + jar,
            "--tls-ca: must not be empty",
            "--output: must not be empty",
            "--address: \"cc:0\" has no port from 1 to 65535",
            "--address: \"cc:65536\" has no port from 1 to 65535",
            "--tls-ca: missing",
            "--client-certificate and --client-key: one is missing",
            "--classic: there is no service");
    assertThat(output).doesNotExist();
  }

  @Test
  void thePageOfOrganizationsTellsEveryOption() throws Exception {
    String page = Files.readString(Path.of("../docs/ledger-organization.md"));

    assertThat(new CommandLine(new PackageCommand(jar)).getCommandSpec().options())
        .filteredOn(option -> !option.usageHelp() && !option.versionHelp())
        .allSatisfy(
            option -> assertThat(page).containsPattern(option.longestName() + "(?![\\w-])"));
  }
}
