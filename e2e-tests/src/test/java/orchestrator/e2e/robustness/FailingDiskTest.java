package orchestrator.e2e.robustness;

import static orchestrator.e2e.harness.api.Refusals.statusOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import orchestrator.e2e.harness.OwnServer;
import orchestrator.e2e.harness.ServerProcess;
import orchestrator.e2e.harness.api.Party;
import orchestrator.proto.ComputePlan;
import orchestrator.proto.ComputePlanServiceGrpc;
import orchestrator.proto.QueryPlansParam;
import org.junit.jupiter.api.Test;

/** A disk that gets full, and one that takes no more of a file. */
class FailingDiskTest extends OwnServer {
  /** What lets the disk fail, or work again. */
  @FunctionalInterface
  private interface Change {
    void make() throws Exception;
  }

  /** Needs the right to mount a small file system, as root has it. */
  @Test
  void aFullDiskRefusesWritesServesReadsAndLosesNothing() throws Exception {
    Path disk = Files.createDirectories(settings().data());
    assumeTrue(
        succeeds("mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", disk.toString()),
        "a file system can be mounted");
    // Lazily, since the server is ended after this.
    closing(() -> succeeds("umount", "--lazy", disk.toString()));
    ServerProcess server = start(settings());

    refusesWritesServesReadsAndLosesNothing(
        server, () -> fill(disk), () -> Files.delete(disk.resolve("ballast")));
  }

  /** The kernel refuses what would make a file longer than its limit with EFBIG. */
  @Test
  void aDiskThatFailsToWriteRefusesWritesServesReadsAndLosesNothing() throws Exception {
    ServerProcess server = start(settings());

    refusesWritesServesReadsAndLosesNothing(
        server,
        () ->
            assertThat(
                    succeeds(
                        "prlimit",
                        "--pid=" + server.pid(),
                        "--fsize=" + (longestFile(settings().data()) + 4096)))
                .isTrue(),
        () -> {});
  }

  private void refusesWritesServesReadsAndLosesNothing(
      ServerProcess server, Change breaks, Change mends) throws Exception {
    Party one = newMember(server, ONE);
    List<ComputePlan> acknowledged = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      acknowledged.add(one.register(plan("plan " + i)));
    }
    breaks.make();

    Status refusal = refusalOfAWrite(one, acknowledged);
    assertThat(refusal.getCode()).isEqualTo(Status.Code.UNAVAILABLE);
    assertThat(refusal.getDescription()).doesNotContain(folder.toString(), "Exception", "\tat ");
    assertThat(statusOf(() -> one.register(plan("still refused"))).getCode())
        .isEqualTo(Status.Code.UNAVAILABLE);
    refusalsFillNoLogAndHealthTellsOfThem(server, one);
    assertThat(plans(one)).containsExactlyElementsOf(acknowledged);
    assertThat(one.plan(key("plan 0"))).isEqualTo(acknowledged.get(0));
    server.kill();
    mends.make();

    Party again = connect(start(settings())).as(ONE, "mychannel");

    assertThat(plans(again)).startsWith(acknowledged.toArray(ComputePlan[]::new));
    assertThat(plans(again)).hasSizeBetween(acknowledged.size(), acknowledged.size() + 1);
    again.register(plan("afterwards"));
  }

  private void refusalsFillNoLogAndHealthTellsOfThem(ServerProcess server, Party one)
      throws Exception {
    for (int i = 0; i < 300; i++) {
      statusOf(() -> one.register(plan("refused")));
    }
    assertThat(server.log().lines().filter(line -> line.contains(" ERROR ")))
        .as(
            "the commit and a call that failed with it, and none of those that were refused after"
                + " it")
        .hasSizeLessThanOrEqualTo(3);
    assertThat(server.answer("/readyz").statusCode()).isEqualTo(503);
    for (String service : List.of("", "orchestrator.ComputePlanService")) {
      assertThat(
              HealthGrpc.newBlockingStub(one.transport())
                  .check(HealthCheckRequest.newBuilder().setService(service).build())
                  .getStatus())
          .isEqualTo(ServingStatus.NOT_SERVING);
    }
  }

  private static boolean succeeds(String... command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    return process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0;
  }

  private static void fill(Path disk) throws IOException {
    try (var file = Files.newOutputStream(disk.resolve("ballast"))) {
      byte[] block = new byte[4096];
      while (true) {
        file.write(block);
      }
    } catch (IOException full) {
      assertThat(Files.getFileStore(disk).getUsableSpace()).isZero();
    }
  }

  private static long longestFile(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.map(Path::toFile).mapToLong(File::length).max().orElseThrow();
    }
  }

  private static List<ComputePlan> plans(Party party) {
    return party
        .call(
            ComputePlanServiceGrpc.getQueryPlansMethod(),
            QueryPlansParam.newBuilder().setPageSize(10_000).build())
        .getPlansList();
  }

  /** The log may have room left in the blocks that it has; then the next write still succeeds. */
  private Status refusalOfAWrite(Party one, List<ComputePlan> acknowledged) {
    for (int i = 0; i < 10_000; i++) {
      try {
        acknowledged.add(one.register(plan("more " + i)));
      } catch (StatusRuntimeException e) {
        return e.getStatus();
      }
    }
    throw new AssertionError("the failing disk took 10 000 plans");
  }
}
