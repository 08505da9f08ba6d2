package orchestrator.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import orchestrator.client.bench.BenchCommand;
import orchestrator.server.Orchestrator;
import orchestrator.server.ServeCommand;
import orchestrator.server.config.ServeOptions;
import orchestrator.server.config.Settings;
import orchestrator.server.config.SettingsReader;
import orchestrator.server.storage.RocksLibrary;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * Makes later starts quicker: unpacks RocksDB's library beside the jar, serves for some seconds and
 * calls that server, so that the JVM can record what a start and the first calls need.
 */
@Command(name = "warm-up", hidden = true)
final class WarmUpCommand implements Callable<Integer> {
  private static final List<String> WORKLOADS = List.of("write", "read", "plan", "events");

  /** Of the command line: what answers a table, JSON, and a key that is completed. */
  private static final List<String> CALLS =
      List.of(
          "plan list",
          "task list --limit 20 -o json",
          "function list --limit 3 -o yaml",
          "call InfoService/QueryVersion -d {}",
          "performance list --output name");

  @Override
  public Integer call() throws IOException {
    RocksLibrary.unpackBesideJar();
    Path folder = Files.createTempDirectory("orchestrator-warm-up");
    try (Orchestrator server = Orchestrator.start(settings(folder, "MyOrg1MSP"), DoorPort::open)) {
      for (String workload : WORKLOADS) {
        load(workload, "--target", server.grpcAddress().toString());
      }
      load("read", "--http", "--target", server.httpAddress().toString());
      for (String call : CALLS) {
        ask(server, call);
      }
    } finally {
      delete(folder);
    }
    return 0;
  }

  /**
   * The settings of a server on free ports of this machine, with its files in a folder. Most
   * servers read a file of their channels when they start, so it does, too.
   */
  static Settings settings(Path folder, String... organizations) throws IOException {
    Path channels =
        Files.writeString(
            folder.resolve("channels.yaml"),
            "channels: {mychannel: [%s]}".formatted(String.join(", ", organizations)));
    return SettingsReader.read(
        ServeOptions.source(
            ServeCommand.commandLine(Map.of(), DoorPort::open)
                .parseArgs(
                    "--data",
                    folder.resolve("data").toString(),
                    "--channel-config",
                    channels.toString(),
                    "--listen",
                    "127.0.0.1:0",
                    "--http-listen",
                    "127.0.0.1:0"),
            Map.of()));
  }

  private static void load(String workload, String... target) {
    List<String> arguments = new ArrayList<>(List.of(workload));
    arguments.addAll(List.of(target));
    arguments.addAll(List.of("--clients", "4", "--warmup", "0", "--duration", "1"));
    PrintWriter nobody = new PrintWriter(Writer.nullWriter());
    Object unused =
        new CommandLine(new BenchCommand())
            .setOut(nobody)
            .setErr(nobody)
            .execute(arguments.toArray(String[]::new));
  }

  private static void ask(Orchestrator server, String call) {
    String[] arguments = (call + " --server " + server.grpcAddress()).split(" ", -1);
    PrintWriter nobody = new PrintWriter(Writer.nullWriter());
    Object unused =
        Main.commandLine(Map.of(), arguments).setOut(nobody).setErr(nobody).execute(arguments);
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }
}
