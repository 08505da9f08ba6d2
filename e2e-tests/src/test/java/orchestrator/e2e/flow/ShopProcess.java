package orchestrator.e2e.flow;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import orchestrator.client.OrchestratorClient;
import orchestrator.flow.durable.DurableFlows;
import orchestrator.flow.durable.ServiceWorker;
import orchestrator.flow.durable.ServiceWorkerBuilder;
import orchestrator.flow.run.Run;

/** Is a process that a test kills: the orchestrator of the shop, or its services. */
final class ShopProcess {
  private ShopProcess() {}

  /**
   * Starts one.
   *
   * @param folder gets its log
   * @param arguments the role; the server; then of the orchestrator how many runs it has, and of
   *     the services the file of their journal
   */
  static Process start(Path folder, String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                ShopProcess.class.getName()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(
            ProcessBuilder.Redirect.appendTo(folder.resolve(arguments[0] + ".log").toFile()))
        .start();
  }

  /** Runs a role until it is killed, or all its runs have ended. */
  public static void main(String[] arguments) throws InterruptedException {
    try (OrchestratorClient client =
        OrchestratorClient.builder(arguments[1])
            .organization("MyOrg1MSP")
            .channel("mychannel")
            .retryBudget(Duration.ofMinutes(1))
            .build()) {
      if (arguments[0].equals("orchestrator")) {
        orchestrate(client, Integer.parseInt(arguments[2]));
      } else {
        serve(client, Path.of(arguments[2]));
      }
    }
  }

  private static void orchestrate(OrchestratorClient client, int runs) {
    try (DurableFlows runner = DurableFlows.of(client, List.of(Shop.FLOW)).start()) {
      List<Run<Shop.Paid>> started = new ArrayList<>();
      for (int number = 0; number < runs; number++) {
        started.add(runner.start(Shop.FLOW, "order-" + number, Shop.order(number)));
      }
      started.forEach(run -> run.outcome().join());
    }
  }

  private static void serve(OrchestratorClient client, Path journal) {
    ServiceWorkerBuilder worker = ServiceWorker.of(client).concurrency(4);
    Shop.services(hop -> append(journal, hop)).forEach(worker::service);
    try (ServiceWorker started = worker.start()) {
      started.completion().join();
    }
  }

  private static void append(Path journal, String hop) {
    try {
      Files.writeString(journal, hop + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
