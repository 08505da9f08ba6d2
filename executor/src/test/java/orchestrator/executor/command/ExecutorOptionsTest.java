package orchestrator.executor.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import orchestrator.executor.ExecutorSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class ExecutorOptionsTest {
  @TempDir private Path folder;

  @CommandLine.Command
  private static final class Holder {
    @CommandLine.Mixin private ExecutorOptions options = new ExecutorOptions();
  }

  private static ExecutorSetup read(String... arguments) {
    Holder holder = new Holder();
    new CommandLine(holder).parseArgs(arguments);
    return holder.options.read();
  }

  private String config(String text) throws IOException {
    return Files.writeString(folder.resolve("config.json"), text).toString();
  }

  @Test
  void withoutOptionsItListensEverywhereWithCertificatesAndRunsLittle() {
    ExecutorSetup setup = read();

    assertThat(setup.server().address().getAddress().isAnyLocalAddress()).isTrue();
    assertThat(setup.server().address().getPort()).isEqualTo(8585);
    assertThat(setup.server().tls().orElseThrow().certificate()).hasToString("executor.pem");
    assertThat(setup.server().tls().orElseThrow().key()).hasToString("executor_key.pem");
    assertThat(setup.server().tls().orElseThrow().clients()).hasToString("orchestrator.pem");
    assertThat(setup.executor()).isEqualTo(ExecutorSettings.DEFAULT);
  }

  @Test
  void shellIsAllowedOnLoopbackOnlyUnlessItIsNamed() {
    assertThat(read("--listen", "127.0.0.1:0").executor().allowed().engines())
        .containsExactly("nil", "shell", "sleep");
    assertThat(read("--listen", "[::1]:0").executor().allowed().engines()).contains("shell");
    assertThat(read("--listen", ":0").executor().allowed().engines())
        .containsExactly("nil", "sleep");
    assertThat(read("--engines", "shell,ssh").executor().allowed().engines())
        .containsExactly("shell", "ssh");
    assertThat(read("--listen", "127.0.0.1:0", "--engines=nil").executor().allowed().engines())
        .containsExactly("nil");
  }

  @Test
  void optionsSayWhatItRuns() {
    ExecutorSettings settings =
        read(
                "--name=e",
                "--parallel=3",
                "--queue=7",
                "--time-limit=1m",
                "--log-bytes=100",
                "--programs=a,b",
                "--folders=/x",
                "--images=i/",
                "--http-hosts=h:1,g",
                "--work-folder=/w",
                "--run-in=/r",
                "--hosts=h.yaml",
                "--known-hosts=k")
            .executor();

    assertThat(settings.name()).isEqualTo("e");
    assertThat(settings.limits())
        .isEqualTo(
            new ExecutorSettings.Limits(3, 7, 64 << 20, 100, Optional.of(Duration.ofMinutes(1))));
    assertThat(settings.allowed().programs()).containsExactly("a", "b");
    assertThat(settings.allowed().folders()).containsExactly(Path.of("/x"));
    assertThat(settings.allowed().images()).containsExactly("i/");
    assertThat(settings.allowed().httpHosts()).containsExactly("h:1", "g");
    assertThat(settings.places().work()).contains(Path.of("/w"));
    assertThat(settings.places().runIn()).contains(Path.of("/r"));
    assertThat(settings.places().hosts()).hasToString("h.yaml");
    assertThat(settings.places().knownHosts()).contains(Path.of("k"));
    assertThat(read("--known-hosts", "off").executor().places().knownHosts()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--engines=ansible | --engines names ansible; there are container, http, nil, shell",
        "--listen=8585 | --listen is not of the form HOST:PORT: 8585",
        "--listen=x:99999 | --listen is not of the form HOST:PORT: x:99999",
        "--listen=no.such.host.invalid:1 | --listen names a host that is not known",
        "--parallel=0 | --parallel must be 1 to 10000",
        "--queue=-1 | --queue must be 0 to 1000000",
        "--log-bytes=2000000 | --log-bytes must be 0 to 1048576",
        "--time-limit=soon | --time-limit is no time, such as 90 or 1m30s: soon",
        "--config=/no/such.json | there is no file /no/such.json"
      })
  void wrongOptionsAreNamed(String option, String message) {
    assertThatThrownBy(() -> read(option))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(message);
  }

  @Test
  void withoutCertificatesItListensOnLoopback() {
    assertThat(read("--insecure-loopback").server().address().getAddress().isLoopbackAddress())
        .isTrue();
    assertThat(read("--insecure-loopback").server().tls()).isEmpty();
    assertThatThrownBy(() -> read("--insecure-loopback", "--listen", ":1"))
        .hasMessageStartingWith("without certificates an executor listens on a loopback address");
  }

  @Test
  void theFileOfSettingsIsReadAndOptionsGoBefore() throws IOException {
    String file =
        config(
            "{\"HTTP\": {\"Bind_Address\": \"127.0.0.1\", \"bind_port\": 8081, \"key\": \"k.pem\","
                + " \"certificate\": \"c.pem\", \"scheme\": \"https\"},"
                + " \"executor\": {\"url\": \"x\"}, \"log\": {\"output\": 5}}");

    ExecutorSetup setup = read("-config", file);

    assertThat(setup.server().address().getHostString()).isEqualTo("127.0.0.1");
    assertThat(setup.server().address().getPort()).isEqualTo(8081);
    assertThat(setup.server().tls().orElseThrow().certificate()).hasToString("c.pem");
    assertThat(setup.server().tls().orElseThrow().key()).hasToString("k.pem");
    assertThat(setup.warnings()).isEmpty();
    assertThat(setup.executor().allowed().engines()).contains("shell");

    ExecutorSetup other = read("--config", file, "--listen", "127.0.0.2:1", "--key", "o.pem");
    assertThat(other.server().address().getHostString()).isEqualTo("127.0.0.2");
    assertThat(other.server().tls().orElseThrow().key()).hasToString("o.pem");
  }

  @Test
  void aSchemeOfAnOldFileChangesNothingAndIsTold() throws IOException {
    ExecutorSetup setup = read("-config", config("{\"http\":{\"scheme\":\"http\"}}"));

    assertThat(setup.server().tls()).isPresent();
    assertThat(setup.warnings()).hasSize(1);
    assertThat(setup.warnings().get(0)).startsWith("http.scheme in ").contains("has no effect");
  }

  @Test
  void aWrongFileOfSettingsIsNamedWithItsKey() throws IOException {
    assertThatThrownBy(() -> read("-config", config("{bad")))
        .hasMessageEndingWith("config.json is not JSON that can be read");
    for (String wrong : List.of("\"1\"", "70000", "-1", "0.5")) {
      assertThatThrownBy(() -> read("-config", config("{\"http\":{\"bind_port\":" + wrong + "}}")))
          .hasMessageStartingWith("http.bind_port in ")
          .hasMessageEndingWith("is no port");
    }
    assertThatThrownBy(() -> read("-config", config("{\"http\":{\"bind_address\":5}}")))
        .hasMessageStartingWith("http.bind_address in ");
    assertThatThrownBy(() -> read("-config", config("{\"log\":{\"hook\":[{\"url\":5}]}}")))
        .hasMessageContaining("log.hook[0].type in ")
        .hasMessageEndingWith("is neither syslog nor logstash");
    assertThat(read("-config", config("{\"http\":null}")).server().address().getPort())
        .isEqualTo(8585);
  }

  @Test
  void theSignalIsHeardWhereTheJvmGivesItAway() throws Exception {
    // In a JVM of its own, whose variable is set before it starts.
    ProcessBuilder builder =
        new ProcessBuilder(
            System.getProperty("java.home") + "/bin/java",
            "-cp",
            System.getProperty("java.class.path"),
            SignalMain.class.getName());
    builder.environment().put("_JAVA_SR_SIGNUM", "50");
    Process process = builder.redirectErrorStream(true).start();
    try (var lines = process.inputReader()) {
      assertThat(lines.readLine()).isEqualTo("true");
      new ProcessBuilder("kill", "-USR2", "" + process.pid()).start().waitFor();
      assertThat(lines.readLine()).isEqualTo("heard");
    } finally {
      process.destroyForcibly();
    }
  }

  /** Says whether it gets the signal, and when. */
  static final class SignalMain {
    private SignalMain() {}

    public static void main(String[] arguments) throws InterruptedException {
      CountDownLatch heard = new CountDownLatch(1);
      System.out.println(ReloadSignal.onSignal(heard::countDown));
      if (heard.await(60, TimeUnit.SECONDS)) {
        System.out.println("heard");
      }
    }
  }
}
