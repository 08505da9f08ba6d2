package orchestrator.client.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.stream.Stream;
import orchestrator.client.fake.FakeServer;
import orchestrator.proto.ComputeTaskServiceGrpc;
import orchestrator.proto.FunctionServiceGrpc;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

@Tag("slow")
class BenchCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private FakeServer server;

  @BeforeEach
  void start() throws Exception {
    server = new FakeServer();
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  private int bench(String... arguments) {
    return new CommandLine(new BenchCommand())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }

  private String[] measuring(String workload, String... more) {
    Stream<String> base =
        Stream.of(
            workload,
            "--target",
            server.target(),
            "--clients",
            "4",
            "--duration",
            "1",
            "--warmup",
            "0");
    return Stream.concat(base, Stream.of(more)).toArray(String[]::new);
  }

  @ParameterizedTest
  @CsvSource({
    "write,RegisterFunction",
    "read,GetFunction",
    "plan,RegisterModel",
    "events,event delivery"
  })
  void eachWorkloadCountsWhatItDoes(String workload, String row) {
    assertThat(bench(measuring(workload, "--tasks", "9", "--subscribers", "2"))).isZero();

    assertThat(out.toString()).contains(row).contains("all calls").doesNotContain("error");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void aProgramGetsOneJsonObject() {
    assertThat(bench(measuring("write", "--json"))).isZero();

    assertThat(out.toString().strip())
        .startsWith("{\"workload\":\"write\"")
        .contains("\"calls_per_second\":", "\"RegisterFunction\":{\"count\":", "\"p99_ms\":")
        .endsWith("\"errors\":{}}")
        .doesNotContain("\n");
  }

  @Test
  void asManyCallsAreUnderWayAsThereAreClients() {
    server.faults().hold(FunctionServiceGrpc.getRegisterFunctionMethod());

    assertThat(bench(measuring("write"))).isOne();

    assertThat(server.faults().calls(FunctionServiceGrpc.getRegisterFunctionMethod())).hasSize(4);
    assertThat(err.toString()).contains("no call was answered by " + server.target());
  }

  @Test
  void aGridOfWhichACallFailsIsCountedAsLeftAndTheNextOneIsRun() {
    server
        .faults()
        .refuse(ComputeTaskServiceGrpc.getApplyTaskActionMethod(), Status.RESOURCE_EXHAUSTED);
    server.faults().loseAnswer(ComputeTaskServiceGrpc.getRegisterTasksMethod());

    assertThat(bench(measuring("plan", "--tasks", "4"))).isZero();

    assertThat(figure(PlanWorkload.LEFT)).isEqualTo(2);
    assertThat(figure(PlanWorkload.DONE)).isPositive();
  }

  private int figure(String name) {
    return Integer.parseInt(out.toString().replaceAll("(?s).*" + name + " +(\\d+).*", "$1"));
  }

  @Test
  void aServerThatIsNotThereIsOneSentenceAndExitCodeOne() throws Exception {
    String target = server.target();
    server.close();

    assertThat(bench("write", "--target", target)).isOne();
    assertThat(err.toString()).startsWith(target + " cannot be measured: ").hasLineCount(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--clients=0", "--duration=0", "--tls-cert=cert.pem", "--nonsense=1"})
  void aWrongOptionIsNamedAndExitCodeTwo(String option) {
    assertThat(bench("write", option)).isEqualTo(2);
    assertThat(err.toString().lines().findFirst().orElseThrow())
        .contains(option.substring(0, option.indexOf('=')));
  }
}
