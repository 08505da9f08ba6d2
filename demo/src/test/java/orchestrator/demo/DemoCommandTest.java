package orchestrator.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

final class DemoCommandTest {

  private final StringWriter err = new StringWriter();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--organizations A             | --organizations: give 2 to 20 of them",
        "--organizations A,A           | --organizations: each needs a name of its own",
        "--rounds 0                    | --rounds: from 1 to 500",
        "--steps 0                     | --steps: at least 1",
        "--patience 0                  | --patience: at least 1 second",
        "--report r.png                | --report: the file's name must end in .svg or .html",
        "--data-of X=f.csv             | --data-of: X is not one of --organizations",
        "--tls-cert c.pem              | --tls-cert and --tls-key go together",
        "--tls                         | TLS needs --server",
        "--role coordinator            | --role coordinator needs --server, --run and --data",
        "--organization MyOrg1MSP      | --role hospital and --organization go together",
        "--server MyOrg1MSP=h:1        | --server: there is none for MyOrg2MSP",
        "--role hospital --server h:1 --run r --data d --organization X | --organization: X is not"
      })
  void wrongOptionsAreToldInOneSentence(String options, String sentence) {
    int exitCode = execute(options.split(" "));

    assertThat(exitCode).isEqualTo(2);
    assertThat(err.toString()).startsWith(sentence);
  }

  @Test
  void withoutAServerItGivesUpAfterItsPatience(@TempDir Path folder) {
    int exitCode =
        execute(
            "--server", "127.0.0.1:1", "--patience", "1", "--data", folder.resolve("d").toString());

    assertThat(exitCode).isEqualTo(1);
    assertThat(err.toString()).startsWith("demo: RegisterOrganization: ");
  }

  @Test
  void anOrganizationsOwnServerGoesBeforeTheCommonOne() {
    ServerAddresses servers = ServerAddresses.parse(List.of("h:1", "B=h:2")).orElseThrow();

    assertThat(servers.find("A")).contains("h:1");
    assertThat(servers.find("B")).contains("h:2");
  }

  private int execute(String... arguments) {
    return new CommandLine(new DemoCommand()).setErr(new PrintWriter(err)).execute(arguments);
  }
}
