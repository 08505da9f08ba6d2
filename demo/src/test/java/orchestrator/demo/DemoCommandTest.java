package orchestrator.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

@Tag("slow")
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
        "--server h:1,MyOrg1MSP=h:2 --role coordinator | --role coordinator needs --server, --run",
        "--mode couchdb                | Invalid value for option '--mode': expected one of",
        "--mode ledger --server h:1    | --mode is for a server of the demo's own, and --server",
        "--mode embedded --server h:1  | --mode is for a server of the demo's own, and --server",
        "--fabric-identities i.yaml    | --fabric-identities needs --mode ledger",
        "--mode ledger --fabric-chaincode c | --fabric-chaincode needs --fabric-identities",
        "--mode ledger --fabric-identities none.yaml | --fabric-identities: none.yaml does not"
            + " exist",
        "--mode ledger --channel My    | --channel: on a ledger a name is made of a-z",
        "--mode ledger --organizations A,../B | --organizations: on the loopback network a name is",
        "--mode ledger                 | --mode ledger: the loopback network is in jars of its own",
        "--learning --server h:1       | --server is for the study of the hospitals, and not for",
        "--learning --rounds 10        | --rounds is for the study of the hospitals, and not for",
        "--learning --steps 5          | --steps is for the study of the hospitals, and not for",
        "--learning --data-of MyOrg1MSP=f.csv | --data-of is for the study of the hospitals, and",
        "--learning --role all         | --role is for the study of the hospitals, and not for",
        "--flow --report r.svg         | --report is for the study of the hospitals, and not for",
        "--scenario --rounds 10        | --rounds is for the study of the hospitals, and not for",
        "--scenario --report r.svg     | --report: with --scenario the file's name must end in",
        "--scenario --learning         | --learning and --scenario are two demos: ask for one",
        "--learning --organization MyOrg1MSP | --organization is for the study of the hospitals",
        "--learning --tls              | TLS needs --server",
        "--learning --report r.png     | --report: the file's name must end in .svg or .html",
        "--learning --mode ledger      | --mode ledger: the loopback network is in jars of its own",
        "--role hospital --server h:1 --run r --data d --organization X | --organization: X is not"
      })
  void wrongOptionsAreToldInOneSentence(String options, String sentence) {
    int exitCode = execute(options.split(" "));

    assertThat(exitCode).isEqualTo(2);
    assertThat(err.toString()).startsWith(sentence);
  }

  @Test
  void withoutAnIdentityAnOrganizationIsNoHospitalOfAGivenNetwork(@TempDir Path folder)
      throws Exception {
    Path file = Files.writeString(folder.resolve("i.yaml"), "OneMSP: {}\nTwoMSP: {}\n");

    assertThat(execute(onNetwork(file, "--organizations", "TwoMSP,MyOrg1MSP"))).isEqualTo(2);
    assertThat(err.toString()).startsWith("--organizations: MyOrg1MSP has no identity in " + file);
  }

  @Test
  void withoutOrganizationsThoseOfTheGivenNetworkAreTheHospitals(@TempDir Path folder)
      throws Exception {
    Path file = Files.writeString(folder.resolve("i.yaml"), "OneMSP: {}\nTwoMSP: {}\n");

    assertThat(execute(onNetwork(file, "--data-of", "ThreeMSP=f.csv"))).isEqualTo(2);
    assertThat(err.toString()).startsWith("--data-of: ThreeMSP is not one of");

    err.getBuffer().setLength(0);
    Files.writeString(file, "OneMSP: {}\n");
    assertThat(execute(onNetwork(file))).isEqualTo(2);
    assertThat(err.toString())
        .startsWith(
            "--organizations: give 2 to 20 of them, instead of the 1 in --fabric-identities");
  }

  private static String[] onNetwork(Path identities, String... more) {
    List<String> all =
        new ArrayList<>(List.of("--mode", "ledger", "--fabric-identities", identities.toString()));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  @Test
  void withoutAServerItGivesUpAfterItsPatience(@TempDir Path folder) {
    int exitCode =
        execute(
            "--server", "127.0.0.1:1", "--patience", "1", "--data", folder.resolve("d").toString());

    assertThat(exitCode).isEqualTo(1);
    assertThat(err.toString()).startsWith("demo: GetAllOrganizations: ");
  }

  private int execute(String... arguments) {
    return new CommandLine(new DemoCommand()).setErr(new PrintWriter(err)).execute(arguments);
  }
}
